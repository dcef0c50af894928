"""Diagnostics, development plans, courses and sessions, intervention plans. Filled by later work; it has no page yet."""
