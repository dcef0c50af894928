"""System checks of the shared mechanisms."""

from django.core.checks import CheckMessage, Error, register

from core import registry


@register()
def registries_have_no_duplicates(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """Two apps that register the same key would silently replace each other."""
    return [
        Error(f"« {key} » est inscrit deux fois dans le registre « {entry.name} ».", id="core.E001")
        for entry in registry.ALL
        for key in entry.duplicates
    ]
