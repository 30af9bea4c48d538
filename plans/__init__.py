"""What was promised in answer to a notice: sections, actions, updates, dates and risks."""
