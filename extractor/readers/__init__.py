"""One module a format: ``claims(source) -> 0..2`` and ``read(source) -> Document``; the folder is the registry."""
