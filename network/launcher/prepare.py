"""Several management commands in one process, since starting Django costs about two seconds each time.

Run by the environment's own Python: `python -m network.launcher.prepare LOG COMMAND…`. What the commands say goes to LOG.
"""

import sys
import traceback
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import django
from django.core.management import call_command

from network.launcher.steps import speak_utf8, step

_TITLES = {
    "compile_catalogue": "Catalogue anglais",
    "migrate": "Tables de la base de données",
    "load_defaults": "Données par défaut",
    "demo_world": "Monde de démonstration",
    "collectstatic": "Fichiers statiques",
}


def main(log: Path, commands: list[str]) -> int:
    """Run the commands in order; 1 as soon as one fails, with its reason at the end of the log."""
    speak_utf8()
    with log.open("a", encoding="utf-8") as journal:
        try:
            with step("Chargement du projet"), redirect_stdout(journal), redirect_stderr(journal):
                django.setup()
            for command in commands:
                options = {"interactive": False} if command in {"migrate", "collectstatic"} else {}
                with step(_TITLES[command]), redirect_stdout(journal), redirect_stderr(journal):
                    call_command(command, **options)
        except (Exception, SystemExit):
            traceback.print_exc(file=journal)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
