"""Writes of the top floor."""
