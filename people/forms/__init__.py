"""Forms of the people app, one noun per module: they clean input and never save."""
