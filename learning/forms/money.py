"""Dollars as people write them: « 12 500 $ », « 12 500,50 », « 12,500.50 »."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _

MOST_CENTS = 100_000_000_00
_LAST_SIGN = re.compile(r"[.,](?=\d{1,2}$)")


class DollarsField(forms.CharField):
    """Gives whole cents; empty gives None. What was typed stays in the field as it was."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)
        self.widget.attrs.setdefault("inputmode", "decimal")

    def clean(self, value: Any) -> int | None:  # type: ignore[override]
        text = re.sub(r"[\s$\u00a0\u202f]", "", str(super().clean(value) or ""))
        if not text:
            return None
        whole, *cents = _LAST_SIGN.split(text, maxsplit=1)
        written = re.sub(r"[.,]", "", whole) + ("." + cents[0] if cents else "")
        try:
            amount = Decimal(written)
        except InvalidOperation:
            raise forms.ValidationError(_("Donnez un montant en dollars, par exemple 12 500.")) from None
        total = int(amount * 100)
        if not 0 <= total <= MOST_CENTS:
            raise forms.ValidationError(_("Donnez un montant de 0\u00a0$ à 100 millions de dollars."))
        return total


def as_dollars(cents: int | None) -> str:
    """What stands in the field: « 12500 » or « 12500,50 »."""
    if cents is None:
        return ""
    dollars, rest = divmod(cents, 100)
    return f"{dollars},{rest:02d}" if rest else str(dollars)
