"""What each command of the command line does; each returns its exit code."""
