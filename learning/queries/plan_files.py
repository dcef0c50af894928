"""Files joined to steps: who reads one."""

from django.utils import timezone

from learning.models import Plan
from learning.queries.plans import shared_with
from people.models import Attachment, Person


def reads_step_file(viewer: Person, file: Attachment) -> bool:
    """Of one's own plan, or of one that is shown today."""
    plans = Plan.objects.filter(steps__files=file)
    if plans.filter(person=viewer).exists():
        return True
    return plans.filter(pk__in=shared_with(viewer, timezone.now()).values("pk")).exists()
