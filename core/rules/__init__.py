"""Pure functions of the toolbox: text and typography."""
