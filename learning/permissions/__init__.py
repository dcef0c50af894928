"""What a member may do in learning: pure predicates, asked by pages and again by actions. One noun per module."""
