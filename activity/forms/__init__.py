"""Forms of this app: they clean, actions save."""
