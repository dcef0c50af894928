from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

DISCOVERED = ("subscribers", "notifications", "panels", "search", "calendar")


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Outils"

    def ready(self) -> None:
        """Find what each app registers, once every app is loaded, then let the checks look for duplicates."""
        from core import checks  # noqa: F401

        for module in DISCOVERED:
            autodiscover_modules(module)
