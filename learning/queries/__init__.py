"""Reads of the learning app, one noun per module."""
