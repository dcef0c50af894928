"""Pure functions of the community app, without Django."""
