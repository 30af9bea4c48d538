"""Forms of the plan's pages: what is typed is checked and said back; the verbs decide and save."""
