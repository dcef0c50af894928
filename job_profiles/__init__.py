"""Harmonised job descriptions: profile, version, requirement, who holds which."""
