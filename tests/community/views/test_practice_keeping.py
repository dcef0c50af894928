"""What the page of a sheet tells who keeps it: what is missing, what came back, whether it still holds."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from community.actions import practices, reuses
from community.models import PracticePage
from community.queries import practices as queries
from tests.cast import NOW
from tests.factories.practices import make_draft, make_published

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=3)


def at(name, page):
    return reverse(f"community:practice-{name}", args=[page.label])


def words(response) -> str:
    return response.content.decode().replace("\xa0", " ")


def test_a_draft_says_what_it_lacks_and_leads_to_the_field(cast, world, client_of):
    page = practices.create_draft(by=cast.amina, space=world.open, title="Une idée", context="Qui, quoi.", at=NOW)
    shown = words(client_of(cast.amina).get(page.get_absolute_url()))

    assert (f'href="{at("edit", page)}#id_actions_taken"' in shown, "#id_context" in shown) == (True, False)
    assert (f'href="{at("ask", page)}"' in shown, "Compléter" in shown) == (False, True)


def test_who_is_credited_is_not_told_to_write(cast, world, client_of):
    page = make_draft(by=cast.amina, space=world.open, credited=[cast.esther])
    shown = words(client_of(cast.esther).get(page.get_absolute_url()))

    assert ("vos réponses y sont reprises" in shown, at("edit", page) in shown) == (True, False)


def test_changes_asked_for_are_the_next_step_until_something_is_written(cast, world, client_of):
    page = make_draft(by=cast.amina, space=world.open)
    practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=NOW)
    practices.decide(by=cast.bruno, page=page, approve=False, comment="Et le coût?", at=NOW)
    client = client_of(cast.amina)
    assert "On vous demande des changements." in words(client.get(page.get_absolute_url()))

    practices.save_draft(by=cast.amina, page=page, how="Mille dollars.", at=LATER)

    assert "Tout y est" in words(client.get(page.get_absolute_url()))


def test_at_its_review_date_who_keeps_it_confirms_or_archives(cast, world, client_of):
    page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
    PracticePage.objects.filter(pk=page.pk).update(review_on=timezone.localdate(NOW) - dt.timedelta(days=400))
    keeper = words(client_of(cast.amina).get(page.get_absolute_url()))
    reader = words(client_of(cast.david).get(page.get_absolute_url()))

    asked = f'action="{at("archive", page)}"'
    assert ("Toujours vrai" in keeper, keeper.count(asked), "Vérifiez auprès" in keeper) == (True, 2, False)
    assert ("Toujours vrai" in reader, reader.count(asked), "Vérifiez auprès" in reader) == (False, 0, True)


def test_archiving_can_be_undone_with_its_dates(cast, world, client_of):
    page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
    before = PracticePage.objects.get(pk=page.pk)
    client = client_of(cast.amina)

    answer = client.post(at("archive", page), {"archiver": "1"}, follow=True)
    undo = f"{at('archive', page)}?annuler=1"
    assert f'data-toast-undo="{undo}"' in words(answer)
    client.post(undo)

    after = PracticePage.objects.get(pk=page.pk)
    assert (after.state, after.review_on, after.confirmed_at) == ("published", before.review_on, None)


def test_an_archiving_that_took_a_review_back_cannot(cast, world, client_of):
    page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
    practices.save_draft(by=cast.amina, page=page, how="En un jour.", at=LATER)
    practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=LATER)

    answer = client_of(cast.amina).post(at("archive", page), {"archiver": "1"}, follow=True)

    assert ("La fiche est archivée" in words(answer), "data-toast-undo" in words(answer)) == (True, False)


def test_who_writes_sees_what_their_new_version_will_change(cast, world, client_of):
    page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
    practices.save_draft(by=cast.amina, page=page, how="En trois semaines, avec deux personnes et demie.", at=LATER)

    changes = '<ins><span class="visually-hidden">[ajouté] </span> et demie</ins>'
    assert changes in words(client_of(cast.amina).get(page.get_absolute_url()))
    assert changes not in words(client_of(cast.david).get(page.get_absolute_url()))


class TestGivenUp:
    @pytest.fixture
    def changed(self, cast, world):
        page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
        practices.save_draft(by=cast.amina, page=page, title="Un autre titre", how="En un jour.", at=LATER)
        return PracticePage.objects.get(pk=page.pk)

    def test_and_back(self, cast, changed, client_of):
        client = client_of(cast.amina)
        answer = client.post(at("discard", changed), follow=True)
        page = PracticePage.objects.get()
        assert (page.has_unpublished_changes, page.draft_title) == (False, page.title)
        assert 'name="how"' in words(client.get(at("edit", page)))
        assert "En un jour." not in words(client.get(at("edit", page)))

        undo = f"{at('discard', changed)}?annuler={changed.latest_revision_id}"
        assert f'data-toast-undo="{undo}"' in words(answer)
        client.post(undo)
        assert PracticePage.objects.get().draft_title == "Un autre titre"
        assert "En un jour." in words(client.get(at("edit", page)))

    def test_not_over_what_somebody_wrote_meanwhile(self, cast, changed, client_of):
        practices.set_changes_aside(by=cast.amina, page=changed, at=LATER)
        practices.save_draft(by=cast.chloe, page=changed, title="Encore un autre", at=LATER)

        undo = f"{at('discard', changed)}?annuler={changed.latest_revision_id}"
        assert "ne s’annule plus" in words(client_of(cast.amina).post(undo, follow=True))
        assert PracticePage.objects.get().draft_title == "Encore un autre"

    def test_who_was_asked_is_asked_no_more(self, cast, changed, client_of):
        practices.ask_review(by=cast.amina, page=changed, reviewers=[cast.bruno], at=LATER)
        answer = words(client_of(cast.amina).post(at("discard", changed), follow=True))

        assert ("est abandonnée" in answer, "data-toast-undo" in answer) == (True, False)
        assert (queries.is_in_review(PracticePage.objects.get()), queries.pending_reviews(changed)) == (False, [])

    def test_a_revision_of_another_sheet_is_none(self, cast, world, changed, client_of):
        other = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe, title="Autre")
        client_of(cast.amina).post(f"{at('discard', other)}?annuler={changed.latest_revision_id}")

        assert PracticePage.objects.get(pk=other.pk).draft_title == "Autre"


def test_what_cannot_be_undone_is_asked_first(cast, world, client_of):
    draft = make_draft(by=cast.amina, space=world.open, title="Un brouillon")
    page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
    reuses.declare_reuse(by=cast.malik, page=page, result="Bien.", at=NOW)

    assert 'data-confirm="Supprimer ce brouillon?' in words(client_of(cast.amina).get(draft.get_absolute_url()))
    assert 'data-confirm="Retirer votre réutilisation?' in words(client_of(cast.malik).get(page.get_absolute_url()))


def test_who_reads_again_reads_what_changed_since(cast, world, client_of):
    page = make_draft(by=cast.amina, space=world.open)
    practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=NOW)
    practices.decide(by=cast.bruno, page=page, approve=False, comment="Et le coût?", at=NOW)
    practices.save_draft(by=cast.amina, page=page, how="En trois semaines, avec deux personnes et demie.", at=LATER)
    practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=LATER)

    shown = words(client_of(cast.bruno).get(at("review", page)))

    assert f"Ce qui a changé depuis la relecture de {cast.bruno.name}" in shown
    assert '<ins><span class="visually-hidden">[ajouté] </span> et demie</ins>' in shown
    assert f'href="{reverse("community:practice-list")}?vue=a-relire"' in shown
