"""Plans that a council brings in files, and takes away again: read, doubted, checked, entered; written out."""
