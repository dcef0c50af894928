"""Import organisations, people or reporting lines from a CSV, as the page `/membres/importer/` does."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from people.actions.imports import NotAsChecked, carry_out
from people.queries.imports import examine
from people.queries.imports.words import label, unreadable
from people.rules.imports.reading import UnreadableFile
from people.rules.imports.reports import Report


class Command(BaseCommand):
    help = "Importe un fichier CSV d’organisations, de membres ou de liens hiérarchiques."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="fichier CSV (UTF-8 ou Windows-1252)")
        parser.add_argument("--dry-run", action="store_true", help="vérifier seulement, ligne par ligne")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        with translation.override("fr"):
            try:
                data = options["file"].read_bytes()
            except OSError as error:
                raise CommandError(f"Ce fichier ne peut pas être lu\u00a0: {options['file']}") from error
            try:
                report = self._run(data, dry_run=options["dry_run"])
            except UnreadableFile as error:
                raise CommandError(unreadable(error)) from error
        counts = report.counts
        self.stdout.write(
            f"{counts['created']} ajouts, {counts['changed']} changements, {counts['unchanged']} lignes inchangées,"
            f" en {time.monotonic() - began:.1f}\u00a0s{' (vérification seulement)' if options['dry_run'] else ''}."
        )

    def _run(self, data: bytes, *, dry_run: bool) -> Report:
        at, on = timezone.now(), timezone.localdate()
        if dry_run:
            report, _plan = examine(data, on)
            self._refuse(report)
            return report
        try:
            return carry_out(data=data, by=None, at=at, on=on, say=self.stdout.write)
        except NotAsChecked as refusal:
            self._refuse(refusal.report)
            raise

    def _refuse(self, report: Report) -> None:
        """Every wrong line, then a failure: nothing was written."""
        for line in report.lines:
            for problem in line.problems:
                self.stderr.write(f"ligne {line.number} ({line.subject}), {label(problem.column)}\u00a0: {problem.sentence}")
        if report.counts["error"]:
            raise CommandError(f"{report.counts['error']} lignes à corriger\u00a0: rien n’a été importé.")
