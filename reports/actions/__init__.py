"""What people do with a report: open and write, send for clearance, clear and approve, issue and submit."""
