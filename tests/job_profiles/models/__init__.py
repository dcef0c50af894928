"""Tables of job profiles: what the database itself refuses."""
