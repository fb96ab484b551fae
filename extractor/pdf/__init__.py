"""PDF files through PDFium: opening, characters with their places, drawn lines, scanned pages."""
