"""Reads of the activity app, one noun per module."""
