"""The notice: its clauses, areas and obligations, who is given access to it, and who is asking."""
