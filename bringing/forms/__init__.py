"""Forms of bringing a plan: what is typed is checked and said back; the verbs decide and save."""
