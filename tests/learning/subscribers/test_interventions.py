"""Who hears that a plan is adopted: leads of its ministry, or of all, and the strategic team; not who adopted it."""

import pytest

from activity.models import Notification
from learning.events import InterventionAdopted
from learning.subscribers.interventions import tell_of_adoption
from tests.cast import NOW
from tests.factories.interventions import InterventionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("place", "by", "heard"),
    [("farid", "farid", {"Gisèle"}), ("chloe", "gisele", set()), (None, "gisele", {"Farid"})],
)
def test_an_adoption_is_told_once(cast, client_of, place, by, heard):
    people = dict(cast)
    plan = InterventionFactory(
        organisation=people[place].organisation if place else None, created_by=cast.gisele, state="adopted", adopted_at=NOW
    )
    event = InterventionAdopted(intervention_id=plan.pk, organisation_id=plan.organisation_id, by_id=people[by].pk, at=NOW)
    tell_of_adoption(event)
    tell_of_adoption(event)
    rows = Notification.objects.all()
    assert (set(rows.values_list("person__given_name", flat=True)), rows.count()) == (heard, len(heard))
    for row in rows.select_related("person"):
        client = client_of(row.person)
        assert client.get(row.url).status_code == 200
        assert "est adopté" in client.get("/notifications/").content.decode()
