"""The first visit: optional steps, never asked twice, done later at will."""

import datetime as dt

import pytest
from django import forms
from django.urls import reverse

from people.models import OnboardingStep, Person
from people.queries.onboarding import steps_left
from people.queries.registries import home_panels, onboarding_steps
from tests.cast import NOW
from tests.factories.files import picture

pytestmark = pytest.mark.django_db


class Second:
    """A step of an app above, for the time of a test."""

    key, order, title, lead, template = "seconde", 15, "Seconde étape", "Une phrase.", "people/onboarding/who_i_am.html"

    def form(self, person, data=None, files=None):
        return self.Form(data)

    class Form(forms.Form):
        role_title = forms.CharField(required=False)
        pronouns = forms.CharField(required=False)
        ask_me_about = forms.CharField(required=False)
        photo = forms.CharField(required=False)

    def context(self, person):
        return {"visibility": ""}

    def save(self, person, form, at):
        """Nothing to keep."""


@pytest.fixture
def steps():
    """Our own step and one more, without those of the apps above."""
    others = [step for step in onboarding_steps if step.key != "qui-je-suis"]
    for step in others:
        onboarding_steps.remove(step.key)
    onboarding_steps.register(Second())
    yield
    onboarding_steps.remove("seconde")
    for step in others:
        onboarding_steps.register(step)


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def step(key: str) -> str:
    return reverse("people:onboarding-step", args=[key])


def test_steps_are_asked_in_order_and_never_twice(cast, client_of, steps):
    amina = client_of(cast.amina)
    assert amina.get(reverse("people:onboarding"))["Location"] == step("qui-je-suis")
    answer = amina.post(step("qui-je-suis"), {"role_title": "Rédactrice", "ask_me_about": "ponts", "photo": picture()})
    assert answer["Location"] == step("seconde")
    person = Person.objects.get(pk=cast.amina.pk)
    assert (person.role_title, person.ask_me_about, bool(person.photo_url)) == ("Rédactrice", ["ponts"], True)

    assert amina.post(step("seconde"), {"passer": "1"})["Location"] == "/"
    assert steps_left(Person.objects.get(pk=cast.amina.pk)) == []
    done = amina.get(reverse("people:onboarding")).content.decode()
    assert "Faite" in done
    assert "Passée" in done


def test_a_skipped_step_can_be_done_later(cast, client_of, steps):
    amina = client_of(cast.amina)
    amina.post(step("qui-je-suis"), {"passer": "1"})
    assert OnboardingStep.objects.get(person=cast.amina).skipped
    assert amina.get(step("qui-je-suis")).status_code == 200
    amina.post(step("qui-je-suis"), {"role_title": "Rédactrice"})
    assert not OnboardingStep.objects.get(person=cast.amina).skipped
    amina.post(step("qui-je-suis"), {"passer": "1"})
    assert not OnboardingStep.objects.get(person=cast.amina).skipped


def test_mistakes_are_said_and_the_step_stays(cast, client_of, steps):
    amina = client_of(cast.amina)
    answer = amina.post(step("qui-je-suis"), {"ask_me_about": "x" * 61})
    assert answer.status_code == 422
    assert "dépasse 60 caractères" in answer.content.decode()
    tiny = amina.post(step("qui-je-suis"), {"photo": picture(size=(20, 20))})
    assert "trop petite" in tiny.content.decode()
    assert not OnboardingStep.objects.exists()
    assert amina.get(step("inconnue")).status_code == 404


def test_home_shows_a_card_while_a_step_is_left(cast, steps):
    panel = home_panels["premiere-visite"]
    at = cast.amina.joined_at + dt.timedelta(days=59)
    context = panel.context(cast.amina, at)
    assert context is not None
    assert context["left"] == 2
    assert panel.context(cast.amina, cast.amina.joined_at + dt.timedelta(days=61)) is None
    for key in ("qui-je-suis", "seconde"):
        OnboardingStep.objects.create(person=cast.amina, step=key, skipped=True, at=NOW + dt.timedelta(hours=1))
    assert panel.context(Person.objects.get(pk=cast.amina.pk), at) is None
