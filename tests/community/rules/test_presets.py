"""Every access has its preset."""

from community.enums import SpaceAccess
from community.rules.presets import FOUND_BY_ALL, PRESETS, READ_BY_ALL


def test_every_access_has_a_preset():
    assert list(PRESETS) == SpaceAccess.values


def test_who_finds_and_who_reads():
    assert (FOUND_BY_ALL, READ_BY_ALL) == (("open", "request", "private"), ("open",))
