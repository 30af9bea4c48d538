"""Forms of the KPI pages: what is typed is checked and said back; the verbs decide and save."""
