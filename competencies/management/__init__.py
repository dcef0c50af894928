"""Commands of the competencies app."""
