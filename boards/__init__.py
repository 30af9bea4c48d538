"""The board: seats, the monthly cycle, meetings, decisions, and the action and impact log."""
