"""Whether two snapshots measured the same thing by the same rules."""

import re
from dataclasses import dataclass

from competencies.models import Snapshot
from learning.models import Campaign

OCCASION = re.compile(r"campaign:(\d+)")


@dataclass(frozen=True)
class Comparison:
    """With what one compares. `same_levels`: no profile's expected levels changed between."""

    earlier_label: str
    earlier_taken_at: object
    same_rules: bool
    same_framework: bool
    same_levels: bool

    @property
    def comparable(self) -> bool:
        return self.same_rules and self.same_framework


def compare(earlier: Snapshot, now: Snapshot) -> Comparison:
    """Framework and expected levels are those that each campaign froze; two queries, none outside campaigns."""
    campaigns = {one.key: one for one in Campaign.objects.filter(pk__in=_numbers(earlier, now)).prefetch_related("versions")}
    first, second = campaigns.get(earlier.occasion), campaigns.get(now.occasion)
    both = first is not None and second is not None
    return Comparison(
        earlier_label=earlier.label,
        earlier_taken_at=earlier.taken_at,
        same_rules=earlier.rules == now.rules,
        same_framework=not both or first.framework_id == second.framework_id,  # type: ignore[union-attr]
        same_levels=not both or _versions(first) == _versions(second),
    )


def _numbers(*snapshots: Snapshot) -> list[int]:
    found = (OCCASION.fullmatch(snapshot.occasion) for snapshot in snapshots)
    return [int(match[1]) for match in found if match]


def _versions(campaign: Campaign | None) -> set[int]:
    return {version.pk for version in campaign.versions.all()} if campaign else set()
