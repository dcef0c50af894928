"""Loading a version of the item bank: expert-set parameters, then frozen."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from competencies.enums import BankState, ItemKind
from competencies.events import ItemBankInForce
from competencies.models import Competency, Framework, Item, ItemBank
from core.outbox import publish

Data = Mapping[str, Any]
# Expert rule, in levels, until answers allow a fit. « De façon autonome » at level L is where one meets it (L − 0.5); help
# is enough three quarters of a level before; teaching comes a level after. Clarity 1 to 3: how plainly others could see it.
WITH_HELP, TEACHES = -0.75, 1.0
DISCRIMINATION = {1: 1.5, 2: 2.0, 3: 2.5}
QUESTION_DISCRIMINATION = {1: 1.5, 2: 1.75, 3: 2.0}


class BankRefused(Exception):
    """Nothing was loaded; the message names the item."""


@transaction.atomic
def load_bank(
    *, version: str, items: Sequence[Data], at: dt.datetime, note_fr: str = "", note_en: str = ""
) -> tuple[ItemBank, bool]:
    """Make this version the one in force; (bank, whether anything was written). A version once loaded is left as it is.

    `items` have the shape of data/competencies/items/*.json. Raises BankRefused for an unknown competency or a bad item.
    """
    known = ItemBank.objects.filter(version=version).first()
    if known is not None:
        return known, False
    framework = Framework.objects.get(current=True)
    bank = ItemBank.objects.create(version=version, framework=framework, note_fr=note_fr, note_en=note_en, loaded_at=at)
    competencies = {found.code: found for found in Competency.objects.filter(framework=framework)}
    Item.objects.bulk_create([_item(bank, competencies, row) for row in items])
    ItemBank.objects.filter(state=BankState.IN_FORCE).update(state=BankState.RETIRED, retired_at=at)
    bank.state = BankState.IN_FORCE
    bank.save(update_fields=["state"])
    publish(ItemBankInForce(bank_id=bank.pk, at=at))
    return bank, True


def _item(bank: ItemBank, competencies: Mapping[str, Competency], row: Data) -> Item:
    competency = competencies.get(row["competency"])
    if competency is None:
        raise BankRefused(f"{row['key']}: unknown competency {row['competency']}")
    options = row.get("options", [])
    question = row["kind"] == ItemKind.SCENARIO
    if question and [bool(option.get("right")) for option in options].count(True) != 1:
        raise BankRefused(f"{row['key']}: exactly one option is right")
    here = row["level"] - 0.5 + row["shift"]
    return Item(
        bank=bank,
        competency=competency,
        options=options,
        because_fr=row.get("because_fr", ""),
        because_en=row.get("because_en", ""),
        discrimination=(QUESTION_DISCRIMINATION if question else DISCRIMINATION)[row["clarity"]],
        thresholds=[here] if question else [here + WITH_HELP, here, here + TEACHES],
        guess=1 / len(options) if question else 0.0,
        **{name: row[name] for name in ("key", "form", "kind", "level", "text_fr", "text_en")},
    )
