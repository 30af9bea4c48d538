"""Excel, Word, CSV and what is pasted, without knowledge of what they hold."""
