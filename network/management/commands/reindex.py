"""Write the whole search index anew, kind by kind."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from core.search import rebuild, sources


class Command(BaseCommand):
    help = "Réécrit l’index de recherche, un genre après l’autre."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kinds", nargs="*", help="genres à réécrire (tous, sans précision)")

    def handle(self, *args: Any, **options: Any) -> None:
        known = [source.key for source in sources]
        wanted = options["kinds"] or known
        if unknown := sorted(set(wanted) - set(known)):
            raise CommandError(f"Genres inconnus\xa0: {', '.join(unknown)}. Il y a\xa0: {', '.join(known)}.")
        for kind in wanted:
            started = time.monotonic()
            with transaction.atomic():
                entries = rebuild(kind)
            if options["verbosity"]:
                self.stdout.write(f"{kind}\xa0: {entries} entrées ({time.monotonic() - started:.1f}\xa0s)")
