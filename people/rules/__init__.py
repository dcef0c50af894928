"""Pure functions of the people app, without Django."""
