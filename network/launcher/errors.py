"""The two ways in which a start ends early."""


class Refusal(Exception):
    """What was asked cannot be done. The message is one French sentence for the person at the keyboard."""


class Stopped(Exception):
    """Ctrl-C, SIGTERM or a closed terminal: not an error, but nothing more is started."""
