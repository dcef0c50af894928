"""Template tags of the activity app."""
