"""Verbs of the community app, one noun per module."""
