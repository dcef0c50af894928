"""Entries of practice sheets in the search: reuse makes them count more; who finds them follows who reads the space."""

from community.events import PracticeReused, PracticeReuseWithdrawn, SpaceChanged
from community.models import PracticePage
from core.events import subscribe
from core.search import refresh

BATCH = 500


@subscribe(PracticeReused)
@subscribe(PracticeReuseWithdrawn)
def weigh_sheet(event: PracticeReused | PracticeReuseWithdrawn) -> None:
    refresh("practice", [event.page_id])


@subscribe(SpaceChanged)
def index_sheets_of_space(event: SpaceChanged) -> None:
    """In batches: a space may hold hundreds of sheets."""
    if not event.audience_changed:
        return
    ids = list(PracticePage.objects.filter(space=event.space_id).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        refresh("practice", ids[start : start + BATCH])
