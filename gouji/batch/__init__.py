"""Many documents: what there is to do, the work itself, and the results a run keeps."""
