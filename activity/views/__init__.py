"""Pages of the activity app, one noun per module."""
