"""Pure functions of the competencies app, without Django."""
