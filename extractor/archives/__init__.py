"""Archives: the files in them, one after the other, without writing any of them to disk under its own name."""
