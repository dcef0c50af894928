"""Template tags: `ui` is a builtin of every template; the other modules hold what it is made of."""
