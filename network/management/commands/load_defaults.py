"""Default data: what every installation begins with. Safe to run at each start; says what it did."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from network.management.defaults import courses, editors, pages, self_paced, vocabulary


class Command(BaseCommand):
    help = "Charge les données de départ (organisations, compétences, profils, pages). Peut être relancée sans risque."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--overwrite", action="store_true", help="réécrit les textes du référentiel tels qu’ils sont livrés"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        at = timezone.now()
        steps: list[tuple[str, Callable[[], str]]] = [
            ("Organisations", lambda: vocabulary.load_ministries(at)),
            ("Compétences", lambda: vocabulary.load_competencies(at, overwrite=options["overwrite"])),
            ("Énoncés du diagnostic", lambda: vocabulary.load_items(at)),
            ("Profils d’emploi", lambda: vocabulary.load_job_profiles(at)),
            ("Formations", lambda: courses.load_own_courses(at)),
            ("Cours à son rythme", lambda: self_paced.load_lessons(at)),
            ("Modèles de plan", lambda: vocabulary.load_plan_templates(at)),
            ("Rédaction", editors.load_editors),
            ("Pages", lambda: pages.load_pages(at)),
        ]
        for name, step in steps:
            started = time.monotonic()
            words = step()
            if options["verbosity"]:
                self.stdout.write(f"{name}\xa0: {words} ({time.monotonic() - started:.2f}\xa0s)")
