"""Reports: every module with ``FILE`` and ``render`` is a format, and the folder is the registry."""
