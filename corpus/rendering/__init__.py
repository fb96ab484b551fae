"""A manuscript as a file, one module a format: ``render(manuscript) -> bytes``."""
