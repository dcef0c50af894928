"""How one member likes the interface."""

from people.enums import Theme
from people.models import Person

LANGUAGES = ("fr", "en")


def change(
    *, person: Person, interface_language: str | None = None, theme: str | None = None, single_keys: bool | None = None
) -> None:
    """Set what is given, leave the rest. Raises ValueError for a word that is no choice."""
    fields = []
    if interface_language is not None:
        if interface_language not in LANGUAGES:
            raise ValueError(interface_language)
        person.interface_language = interface_language
        fields.append("interface_language")
    if theme is not None:
        person.theme = Theme(theme)
        fields.append("theme")
    if single_keys is not None:
        person.single_keys = single_keys
        fields.append("single_keys")
    if fields:
        Person.objects.filter(pk=person.pk).update(**{name: getattr(person, name) for name in fields})
