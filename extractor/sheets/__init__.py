"""Reads workbooks: sheets of cells as they are shown, cut into the tables and paragraphs that stand on them."""
