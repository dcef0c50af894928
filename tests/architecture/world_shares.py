"""What Bruno lets others see of his diagnostic in the small world: one item to Esther, his talk sheet to Jules."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from competencies.models import Estimate
from learning.actions import shares, talk_sheets
from learning.models import TalkSheet
from people.models import Grant

if TYPE_CHECKING:
    from tests.architecture.world import World


@dataclass(frozen=True)
class Shared:
    """`item` is open to Esther, `sheet` to Jules by `shown`."""

    item: Grant
    sheet: TalkSheet
    shown: Grant


def tell_shares(world: "World") -> Shared:
    bruno, run, at = world.cast.bruno, world.diagnosed.finished, world.at
    until = timezone.localdate(at) + dt.timedelta(days=20)
    estimates = list(Estimate.objects.filter(person=bruno, newest=True).select_related("competency"))
    [item] = shares.share_items(by=bruno, estimates=estimates, grantee=world.cast.esther, until=until, at=at)
    questions = {world.competency.pk: "Où m’y exercer?"}
    sheet = talk_sheets.write_sheet(by=bruno, run=run, questions=questions, note="Parlons-en.", at=at)
    shown = shares.show_sheet(by=bruno, sheet=sheet, grantee=world.cast.jules, until=until, at=at)
    return Shared(item, sheet, shown)
