"""The item bank as the engine sees it, and the items as people read them."""

import functools
import types
from collections.abc import Hashable, Iterable, Mapping

from competencies.enums import BankState, ItemForm
from competencies.models import Competency, Item, ItemBank
from competencies.rules.adaptive import Statement
from competencies.rules.graded import Parameters


def bank_in_force() -> ItemBank | None:
    return ItemBank.objects.filter(state=BankState.IN_FORCE).first()


def has_bank(version: str) -> bool:
    return ItemBank.objects.filter(version=version).exists()


def statements_of(bank: ItemBank, form: str = ItemForm.MEMBER) -> Mapping[str, Statement]:
    """Every item of one form by key, read-only. A bank that left drafting never changes: read once per process."""
    if bank.state == BankState.DRAFT:
        return _read(bank.pk, form)
    return _kept(bank.pk, bank.version, form)


def items_of(bank: ItemBank, keys: Iterable[str]) -> dict[str, Item]:
    """Items by key, with their competency; one query."""
    found = Item.objects.filter(bank=bank, key__in=list(keys)).select_related("competency__group")
    return {item.key: item for item in found}


def item_as_shown(bank: ItemBank, key: str, framework: Hashable) -> Item:
    """One item with its competency, to be shown and never changed. `framework`: which loading of the framework names the
    competency. Of a bank that left drafting it is read once per process."""
    if bank.state == BankState.DRAFT:
        return items_of(bank, [key])[key]
    return _kept_item(bank.pk, bank.version, key, framework)


def measurable(bank: ItemBank, form: str = ItemForm.MEMBER) -> "set[str]":
    """Codes of the competencies about which the bank can ask."""
    return {statement.competency for statement in statements_of(bank, form).values()}


def parameters_of(item: Item) -> Parameters:
    return Parameters(item.discrimination, tuple(item.thresholds), item.guess)


def rating_statements(bank: ItemBank, competency: Competency, level: int, count: int) -> list[Item]:
    """What a rater is asked about one competency: graded statements, those nearest the level first (then the better told
    apart, then by key)."""
    items = Item.objects.filter(bank=bank, competency=competency, form=ItemForm.MEMBER, kind="graded")
    return sorted(items, key=lambda item: (abs(item.level - level), -item.discrimination, item.key))[:count]


@functools.lru_cache(maxsize=32)
def _kept(bank_id: int, version: str, form: str) -> Mapping[str, Statement]:
    return _read(bank_id, form)


@functools.lru_cache(maxsize=1024)
def _kept_item(bank_id: int, version: str, key: str, framework: Hashable) -> Item:
    return Item.objects.select_related("competency__group").get(bank=bank_id, key=key)


def _read(bank_id: int, form: str) -> Mapping[str, Statement]:
    items = Item.objects.filter(bank=bank_id, form=form).select_related("competency__group").order_by("key")
    return types.MappingProxyType(
        {
            item.key: Statement(item.key, item.competency.code, item.competency.group.code, parameters_of(item))
            for item in items
        }
    )
