"""Who may see a part of a profile, in Python and in SQL: the same answer."""

import pytest

from people.models import Person
from people.permissions import may_see_part, visible_parts_q

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("default", ["network", "organisation", "me"])
@pytest.mark.parametrize("chosen", [None, "network", "organisation", "me"])
@pytest.mark.parametrize("assigned", [False, True])
def test_the_condition_says_what_the_predicate_says(cast, default, chosen, assigned):
    cast.amina.visibility = {} if chosen is None else {"bio": chosen}
    cast.amina.assignment = cast.david.organisation if assigned else None
    cast.amina.save()
    for viewer in (cast.jules, cast.david):
        found = Person.objects.filter(pk=cast.amina.pk).filter(visible_parts_q(viewer, "bio", default)).exists()
        assert found == may_see_part(viewer, cast.amina, "bio", default)


def test_who_sees_what(cast):
    cast.amina.visibility = {"bio": "organisation", "links": "me"}
    assert may_see_part(cast.jules, cast.amina, "bio")
    assert not may_see_part(cast.david, cast.amina, "bio")
    assert not may_see_part(cast.jules, cast.amina, "links")
    assert may_see_part(cast.amina, cast.amina, "links")
    assert not may_see_part(None, cast.amina, "pronouns")
