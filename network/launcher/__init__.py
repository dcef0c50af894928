"""What `./run`, `./test` and `./bench` do: from a bare Debian or Ubuntu with Python to a running Maillage.

Everything here runs on the system's Python before a single dependency is installed: standard library only, and no import
of the rest of the project. The one exception is `prepare`, which the environment's own Python runs once it exists.
"""
