"""What the library and the pages of sheets keep for a while is forgotten when a sheet changes."""

from community.events import PracticeArchived, PracticeConfirmed, PracticePublished, PracticeWithdrawn, SpaceChanged
from community.queries.library import forget_counts
from community.queries.practice_beside import forget_beside
from core.events import subscribe


@subscribe(PracticePublished, when="commit")
@subscribe(PracticeArchived, when="commit")
@subscribe(PracticeWithdrawn, when="commit")
def forget_what_is_kept(event: PracticePublished | PracticeArchived | PracticeWithdrawn) -> None:
    forget_counts()
    forget_beside(event.page_id)


@subscribe(PracticeConfirmed, when="commit")
def count_what_is_due(event: PracticeConfirmed) -> None:
    forget_counts()


@subscribe(SpaceChanged, when="commit")
def follow_readers(event: SpaceChanged) -> None:
    """Sheets move with the readers of their space."""
    if event.audience_changed:
        forget_counts()
