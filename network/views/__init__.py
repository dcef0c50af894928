"""Pages of the project itself: home, search, health, the frame around every page."""
