"""The two ways in which a start ends early, and the system's reasons in French."""

import errno

_REASONS = {
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.EROFS: "lecture seule",
    errno.ENOSPC: "disque plein",
    errno.ENOENT: "introuvable",
    errno.ENOTDIR: "ce n’est pas un dossier",
    errno.EEXIST: "ce n’est pas un dossier",
    errno.EADDRINUSE: "déjà utilisée",
    errno.EADDRNOTAVAIL: "ce n’est pas une adresse de cette machine",
}


class Refusal(Exception):
    """What was asked cannot be done. The message is one French sentence for the person at the keyboard."""


class Stopped(Exception):
    """Ctrl-C, SIGTERM or a closed terminal: not an error, but nothing more is started."""


def reason(error: OSError) -> str:
    """Why the system refused, in French where it is one of the usual reasons."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))
