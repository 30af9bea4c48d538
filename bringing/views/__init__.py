"""Pages of plans that come and go in files."""
