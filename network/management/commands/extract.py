"""Collect the strings of the source into locale/en, keeping what is translated."""

from django.core.management.base import BaseCommand

from network.management.catalogue import fresh_catalogue, plural_catalogue, save_catalogue, untranslated


class Command(BaseCommand):
    help = "Recueille les textes du code et des gabarits dans le catalogue anglais; les traductions faites sont gardées."

    def handle(self, *args: object, **options: object) -> None:
        catalogue = fresh_catalogue()
        path = save_catalogue(catalogue)
        save_catalogue(plural_catalogue(), "fr")
        missing = untranslated(catalogue)
        self.stdout.write(f"{path.name} : {len(catalogue)} textes, {len(missing)} sans anglais.")
