"""What migrations put in the database and a truncating test takes away: put back before the next test."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, Locale, Page

from people.enums import AudienceKind
from people.models import Audience


def restore_ground() -> None:
    """The network's audience, the French locale, the roots of pages and collections. One query when all is there."""
    if Audience.objects.filter(kind=AudienceKind.NETWORK).exists():
        return
    ContentType.objects.clear_cache()
    Audience.objects.create(kind=AudienceKind.NETWORK, name="Réseau")
    locale, _created = Locale.objects.get_or_create(language_code="fr")
    if not Page.objects.filter(depth=1).exists():
        Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
    if not Collection.objects.filter(depth=1).exists():
        Collection.add_root(instance=Collection(name="Root"))
