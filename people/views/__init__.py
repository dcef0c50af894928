"""Pages of the people app, one noun per module."""
