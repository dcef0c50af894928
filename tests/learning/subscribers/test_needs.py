"""A published portrait is told to those who may read it, once, and stands on their home page while it is new."""

import datetime as dt

import pytest
from django.urls import reverse

from activity.models import Notification
from competencies.events import FiguresPublished
from learning.panels.needs import NewestPortrait
from learning.subscribers.needs import tell_readers_of_figures
from people.models import Organisation
from tests.cast import NOW, Cast
from tests.factories.competencies import CompetencyFactory
from tests.factories.needs import published


def tell(organisation: Organisation | None = None, family: str = "needs") -> None:
    snapshot = published({CompetencyFactory(): (100, 40)}, organisation=organisation)
    event = FiguresPublished(
        snapshot_id=snapshot.pk, family=family, occasion=snapshot.occasion, at=NOW,
        organisation_id=organisation.pk if organisation else None,
    )  # fmt: skip
    tell_readers_of_figures(event)
    tell_readers_of_figures(event)


def told() -> set[str]:
    return set(Notification.objects.values_list("person__given_name", flat=True))


def test_the_governments_portrait_is_told_to_the_strategic_team_and_leads(cast: Cast):
    tell()

    assert told() == {"Farid", "Gisèle"}
    assert Notification.objects.count() == 2


def test_the_portrait_of_an_organisation_is_not_told_to_other_leads(cast: Cast):
    tell(cast.chloe.organisation)

    assert told() == {"Gisèle"}


def test_the_notice_leads_to_the_portrait(cast: Cast, client_of):
    tell()

    client = client_of(cast.farid)
    assert "est publié" in client.get(reverse("activity:notification-list")).content.decode()
    assert client.get(Notification.objects.first().url).status_code == 200


@pytest.mark.parametrize(("key", "shown"), [("gisele", True), ("farid", True), ("hugo", False), ("jules", False)])
def test_the_home_page_shows_the_newest_portrait_to_its_readers(cast: Cast, key: str, shown: bool):
    tell()

    assert (NewestPortrait().context(cast.people[key], NOW) is not None) is shown


def test_an_old_portrait_is_no_news(cast: Cast):
    tell()

    assert NewestPortrait().context(cast.gisele, NOW + dt.timedelta(days=31)) is None
