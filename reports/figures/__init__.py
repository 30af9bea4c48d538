"""The figures: one frozen, typed tree of everything that a notice's readers are told. Dashboard, pack, report,
self-assessment and JSON export are faces of it, so they cannot disagree."""
