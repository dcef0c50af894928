"""Forms of the learning app."""
