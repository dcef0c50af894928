"""What one can do in learning, one noun per module."""
