"""Template tags of the competencies app."""
