"""What the demo shows: facts taken from published documents, and an invented story that runs on them. Data only."""
