"""Diagnostics, development plans, courses and sessions, intervention plans. Begun by the diagnostics."""
