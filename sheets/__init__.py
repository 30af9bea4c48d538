"""Excel and CSV without knowledge of what they hold."""
