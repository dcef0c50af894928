"""Spaces of every access, and a thread in one call."""

import pytest

from community.actions import threads
from tests.cast import NOW
from tests.community.world import World, make_world


@pytest.fixture
def world(cast) -> World:
    return make_world(cast)


@pytest.fixture
def ask(cast, world):
    """`ask(space, by=…)`: a question posted by the verb itself."""

    def make(space=None, *, by=None, title="Comment décrire une carte?", body="Elle compte 400 points.", **values):
        values.setdefault("kind", "question")
        return threads.post_thread(
            by=by or cast.amina, space=space or world.open, title=title, body=body, at=values.pop("at", NOW), **values
        )

    return make
