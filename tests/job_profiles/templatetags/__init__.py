"""Tags of job profiles."""
