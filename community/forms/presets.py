"""The presets of a space in words: the radio cards of its form, the lines of its door. Drawn from rules/presets.py."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.rules.presets import PRESETS, Circle, Entry

FINDS = {
    Circle.NETWORK: _("Tout le réseau le trouve."),
    Circle.DOOR: _("Seuls ses membres et les personnes invitées le trouvent."),
}
JOINS = {
    Entry.FREE: _("On le joint aussitôt."),
    Entry.REQUEST: _("On y entre sur demande, acceptée par l’animation, ou sur invitation."),
    Entry.INVITATION: _("On y entre sur invitation seulement."),
}
READS = {Circle.NETWORK: _("Tout le réseau le lit; les membres y écrivent."), Circle.INSIDE: _("Seuls les membres lisent.")}
ICONS = {"open": "globe", "request": "lock", "private": "mail", "hidden": "eye-off"}


def promises_of(access: str) -> list[tuple[str, Any]]:
    """Icon and words: who finds it, who joins how, who reads."""
    preset = PRESETS[access]
    return [("search", FINDS[preset.finds]), ("door-open", JOINS[preset.joins]), ("eye", READS[preset.reads])]


class AccessChoice(forms.RadioSelect):
    """The four presets, as cards that say who finds, who joins how, who reads."""

    choice_help = {
        str(access): format_lazy("{} {} {}", *(words for _icon, words in promises_of(access))) for access in PRESETS
    }
    choice_icons = ICONS
