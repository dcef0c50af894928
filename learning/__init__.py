"""Diagnostics, development plans, courses and sessions, intervention plans. Later work fills it; no page yet."""
