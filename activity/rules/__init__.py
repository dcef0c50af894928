"""Pure functions of the activity app, without Django."""
