"""The main stories, told in a real browser against the whole of Maillage: daphne, a worker, PostgreSQL, Redis."""
