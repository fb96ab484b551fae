"""Web pages: the tree walked to lines, tables to grids, and the main content chosen among them."""
