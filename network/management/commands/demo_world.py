"""The demonstration: fictional people, spaces, threads. `--members` and the like grow it for measurements."""

import logging
import time
from collections.abc import Callable
from random import Random
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from community.actions import figures
from competencies.queries.frameworks import current_framework
from core.outbox import work_off_all, worked_off_here
from network.management.demo import (
    campaigns,
    competencies,
    consultations,
    courses,
    diagnostics,
    enrolments,
    events,
    harmonisation,
    interventions,
    opinions,
    people,
    plans,
    practices,
    self_paced,
    sharing,
    spaces,
    threads,
    traces,
)
from network.management.demo.story import Story, World
from network.management.growth import Wanted, grow


class Command(BaseCommand):
    help = "Charge le monde de démonstration (fictif). Relancée, elle n’ajoute que ce qui manque."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--members", type=int, help="membres à ajouter en nombre, pour mesurer (5000 et plus)")
        parser.add_argument("--spaces", type=int, help="espaces à ajouter (par défaut, selon les membres)")
        parser.add_argument("--posts", type=int, help="fils et réponses à ajouter (par défaut, selon les membres)")
        parser.add_argument("--follows", type=int, help="abonnements à ajouter (par défaut, selon les membres)")
        parser.add_argument("--courses", type=int, default=0, help="formations au catalogue, en tout")
        parser.add_argument("--seed", type=int, default=2016, help="graine du hasard (le même monde pour la même graine)")

    def handle(self, *args: Any, **options: Any) -> None:
        sizes = {name: options[name] for name in ("spaces", "posts", "follows")}
        sizes["courses"] = options["courses"]
        if options["members"] is None and any(sizes.values()):
            raise CommandError("--spaces, --posts, --follows et --courses accompagnent --members.")
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        if current_framework() is None:
            call_command("load_defaults", stdout=self.stdout, verbosity=options["verbosity"])
        self._silent = options["verbosity"] == 0
        with worked_off_here(), transaction.atomic():
            self._tell(World(now=timezone.now()), Random(options["seed"]))
        if options["members"] is not None:
            grown = grow(Wanted(members=options["members"], **sizes), options["seed"])
            self._say("Croissance\xa0: faite." if grown else "Croissance\xa0: déjà faite, rien n’est ajouté.")

    def _tell(self, world: World, random: Random) -> None:
        story = Story()
        self._step("Membres", lambda: people.load_people(world))
        self._step("Étiquettes", lambda: competencies.load_topics(world))
        self._step("Preuves", lambda: competencies.load_evidence(world))
        known = spaces.load_spaces(world, story, random)
        counts = [
            f"{threads.load_threads(world, story, known)} fils",
            f"{practices.load_practices(world, story, known)} fiches",
            f"{events.load_events(world, story, known)} événements",
            f"{sharing.load_sharing(world, story, known)} partages",
            f"{consultations.load_consultations(world, story)} gestes sur les profils",
            f"{diagnostics.load_diagnostics(world, story)} diagnostics",
        ]
        self._step("Espaces et textes", lambda: f"{', '.join(counts)}\xa0: {story.tell()} moments")
        self._step("Harmonisation", lambda: harmonisation.load_harmonisation(world))
        self._step("Formations", lambda: courses.load_catalogue(world))
        self._step("Cours suivis", lambda: self_paced.load_followings(world))
        self._step("Plans", lambda: plans.load_plans(world))
        self._step("Campagnes", lambda: campaigns.load_campaigns(world))
        self._step("Plans d’intervention", lambda: interventions.load_interventions(world))
        self._step("Inscriptions", lambda: enrolments.load_enrolments(world))
        self._step("Avis et demandes", lambda: opinions.load_opinions(world))
        self._step("Abonnements", lambda: str(traces.load_follows(world, random)))
        self._step("Suites", lambda: f"{self._work_off()} annonces traitées")
        self._step("Lectures", lambda: str(traces.load_reading(world, random)))
        self._step("Chiffres des espaces", lambda: str(figures.count_figures(at=timezone.now())))

    def _work_off(self) -> int:
        """What workers would do after the commit, here and now, so that the first page is complete."""
        total = 0
        while rows := work_off_all(at=timezone.now()):
            total += rows
        return total

    def _step(self, name: str, work: Callable[[], str]) -> None:
        started = time.monotonic()
        words = work()
        self._say(f"{name}\xa0: {words} ({time.monotonic() - started:.1f}\xa0s)")

    def _say(self, words: str) -> None:
        if not self._silent:
            self.stdout.write(words)
            self.stdout.flush()
