"""Organisations, posts and who holds them; signing in; the outbox; the doorbell."""
