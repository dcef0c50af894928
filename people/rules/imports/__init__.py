"""Files that administrators import: read, and compared with what is known. Pure: no database, no words for people."""
