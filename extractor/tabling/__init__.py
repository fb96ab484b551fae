"""Reads tables by what they say: grids joined and named, rows and columns given meanings, cells made facts."""
