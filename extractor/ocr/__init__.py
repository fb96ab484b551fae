"""Reading of pictures and scanned pages, where the extra ``ocr`` is installed."""
