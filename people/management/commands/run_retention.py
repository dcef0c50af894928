"""Apply the retention rules, or say what they would do."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from people.actions import retention


class Command(BaseCommand):
    help = "Applique les règles de conservation de toutes les applications."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Compter sans rien supprimer.")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("fr"):
            reports = retention.run(at=timezone.now(), dry_run=options["dry_run"])
            lines = [
                (str(report.rule.label), str(report.rule.keeps), "échec" if report.failed else str(report.count))
                for report in reports
            ]
        head = ("Donnée", "Conservée", "À supprimer" if options["dry_run"] else "Supprimées")
        widths = [max(len(line[column]) for line in [head, *lines]) for column in range(3)]
        for line in [head, tuple("-" * width for width in widths), *lines]:
            self.stdout.write(f"{line[0]:<{widths[0]}}  {line[1]:<{widths[1]}}  {line[2]:>{widths[2]}}")
        if any(report.failed for report in reports):
            raise CommandError("Une règle n’a pas pu être appliquée : voyez le journal.")
