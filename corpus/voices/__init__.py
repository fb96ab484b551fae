"""The narrative in the voices of several provinces, every figure and reason marked as it is written."""
