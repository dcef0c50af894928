"""Forms of the community app: they clean what was typed and save nothing."""
