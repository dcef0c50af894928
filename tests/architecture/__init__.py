"""The house itself under test: floors, addresses, words, sizes."""
