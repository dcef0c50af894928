"""What one lets another see of a diagnostic. Ids only."""

import dataclasses

from core.events import Event


@dataclasses.dataclass(frozen=True, kw_only=True)
class ItemsShared(Event):
    """Grants on items of a result, or on a talk sheet, were given to one person."""

    person_id: int
    grantee_id: int
    grant_ids: list[int]
