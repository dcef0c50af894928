"""Who: accounts, people, organisations, roles, audiences; consent, grants, access log, retention; images and files."""
