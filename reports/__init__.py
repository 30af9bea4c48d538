"""Figures, snapshots, and the progress reports made from them."""
