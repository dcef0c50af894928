"""Pages of the competencies app, one noun per module."""
