"""Compile the English catalogue with Babel: no gettext tools on the machine."""

from django.core.management.base import BaseCommand

from network.management.catalogue import catalogue_path, compile_catalogue


class Command(BaseCommand):
    help = "Compile le catalogue anglais et les pluriels français."

    def handle(self, *args: object, **options: object) -> None:
        if not catalogue_path().exists():
            self.stdout.write("Aucun catalogue anglais à compiler.")
            return
        if catalogue_path("fr").exists():
            compile_catalogue("fr")
        self.stdout.write(f"Catalogue anglais : {compile_catalogue()} textes.")
