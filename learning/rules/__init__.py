"""Pure functions of the learning app, without Django."""
