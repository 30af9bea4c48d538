"""The plan's pages, one module a noun."""
