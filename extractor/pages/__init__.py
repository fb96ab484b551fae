"""Printed pages: runs of text and ruled lines with their places, put into reading order and grids for any format."""
