"""Faces of the figures: the progress report as HTML and as PDF, drawn from the frozen tree and nothing else."""
