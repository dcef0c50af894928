"""Forms of the competencies app, one noun per module. They clean input and never save."""
