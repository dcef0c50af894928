"""Living together: spaces, discussion threads, questions and answers."""
