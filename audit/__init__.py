"""Who did what, when: the ledger, the one door to history, and the one clock."""
