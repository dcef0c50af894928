"""Peer review as its pages tell it: asked, answered part by part, taken into account, kept."""

import datetime as dt

import pytest
from django.urls import reverse

from community.actions import practices
from community.models import PracticePage, PracticeRemark, PracticeReview
from tests.cast import NOW
from tests.factories.practices import WHOLE, make_draft, make_published

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=3)


def at(name, page):
    return reverse(f"community:practice-{name}", args=[page.label])


def words(response) -> str:
    return response.content.decode().replace("\xa0", " ")


class TestReview:
    def test_asked_and_approved(self, cast, world, client_of):
        page = make_draft(by=cast.amina, space=world.open)
        form = words(client_of(cast.amina).get(at("ask", page)))
        assert (cast.chloe.name in form, cast.bruno.name in form) == (True, False)

        client_of(cast.amina).post(at("ask", page), {"reviewers": [cast.chloe.pk], "others": cast.bruno.name})
        assert PracticeReview.objects.count() == 2
        page = PracticePage.objects.get()
        reviewer = client_of(cast.bruno)
        assert WHOLE["result_line"] in words(reviewer.get(at("review", page)))
        sent = {"revision": page.latest_revision_id, "verdict": "approuver", "comment": ""}
        assert reviewer.post(at("review", page), sent).headers["Location"] == page.get_absolute_url()

        assert PracticePage.objects.get().state == "published"

    def test_an_incomplete_draft_is_told_what_is_missing(self, cast, world, client_of):
        page = practices.create_draft(by=cast.amina, space=world.open, title="Une idée", at=NOW)
        response = client_of(cast.amina).get(at("ask", page))

        assert (response.status_code, "Dites ce que vous avez fait." in words(response)) == (200, True)
        assert client_of(cast.amina).post(at("ask", page), {"reviewers": [cast.chloe.pk]}).status_code == 422

    def test_changes_asked_are_read_by_the_author(self, cast, world, client_of):
        page = make_draft(by=cast.amina, space=world.open)
        practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=NOW)
        page = PracticePage.objects.get()
        reviewer = client_of(cast.bruno)

        refused = reviewer.post(
            at("review", page), {"revision": page.latest_revision_id, "verdict": "changer", "comment": " "}
        )
        assert (refused.status_code, "Dites ce qu’il faudrait changer" in words(refused)) == (422, True)
        sent = {"revision": page.latest_revision_id, "verdict": "changer", "comment": "Et le coût?"}
        assert reviewer.post(at("review", page), sent).status_code == 303

        shown = words(client_of(cast.amina).get(page.get_absolute_url()))
        assert ("Et le coût?" in shown, "Changements demandés" in shown) == (True, True)

    def test_who_may_not_gets_a_sentence(self, cast, world, client_of):
        page = make_draft(by=cast.amina, space=world.open)
        practices.ask_review(by=cast.amina, page=page, reviewers=[cast.chloe], at=NOW)

        response = client_of(cast.amina).get(at("review", page))
        assert (response.status_code, "jamais à qui l’a écrite" in words(response)) == (403, True)
        assert client_of(cast.bruno).get(at("review", page)).status_code == 404

    def test_changed_while_it_was_read(self, cast, world, client_of):
        page = make_draft(by=cast.amina, space=world.open)
        practices.ask_review(by=cast.amina, page=page, reviewers=[cast.chloe], at=NOW)
        read = PracticePage.objects.get().latest_revision_id
        practices.save_draft(by=cast.amina, page=page, context="Un tout autre contexte.", at=LATER)

        sent = {"revision": read, "verdict": "approuver", "comment": "Parfait."}
        response = client_of(cast.chloe).post(at("review", page), sent)

        assert (response.status_code, "Parfait." in words(response)) == (409, True)
        assert PracticePage.objects.get().live is False

    def test_the_first_request_can_be_undone_at_once_another_not(self, cast, world, client_of):
        page = make_draft(by=cast.amina, space=world.open)
        client = client_of(cast.amina)
        undo = f'data-toast-undo="{at("withdraw", page)}"'

        assert undo in words(client.post(at("ask", page), {"reviewers": [cast.chloe.pk]}, follow=True))
        assert undo not in words(client.post(at("ask", page), {"others": cast.bruno.name}, follow=True))

    def test_taken_back(self, cast, world, client_of):
        page = make_draft(by=cast.amina, space=world.open)
        practices.ask_review(by=cast.amina, page=page, reviewers=[cast.chloe], at=NOW)

        assert client_of(cast.amina).post(at("withdraw", page)).status_code == 303
        assert PracticePage.objects.get().state == "draft"


@pytest.fixture
def asked(cast, world):
    """Amina’s draft, that Bruno was asked to read."""
    page = make_draft(by=cast.amina, space=world.open)
    practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=NOW)
    return PracticePage.objects.get(pk=page.pk)


def answer(page, **said):
    return {"revision": page.latest_revision_id, "verdict": "changer", "comment": ""} | said


class TestRemarks:
    def test_each_part_has_its_field_also_empty_ones(self, cast, world, client_of):
        page = practices.create_draft(
            by=cast.amina, space=world.open, title="Une idée", result_line="Moitié moins.", context="Qui.",
            actions_taken="Quoi.", at=NOW,
        )  # fmt: skip
        practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=NOW)

        shown = words(client_of(cast.bruno).get(at("review", page)))

        parts = ("title", "context", "actions_taken", "how", "results", "would_repeat", "would_change", "tools")
        assert [f'name="remark_{part}"' in shown for part in parts] == [True] * 8
        assert (shown.count("Rien n’est écrit ici."), shown.count("<h1")) == (5, 1)

    def test_sent_back_it_stands_beside_its_part(self, cast, asked, client_of):
        response = client_of(cast.bruno).post(at("review", asked), answer(asked, remark_how="Le **coût**?"))
        assert response.headers["Location"] == asked.get_absolute_url()
        remark = PracticeRemark.objects.get()

        for name, person in (("detail", cast.amina), ("detail", cast.bruno), ("edit", cast.amina), ("remarks", cast.bruno)):
            shown = words(client_of(person).get(at(name, asked)))
            assert ("Le <strong>coût</strong>?" in shown, f"Remarque de {cast.bruno.name}" in shown) == (True, True)
        form = words(client_of(cast.amina).get(at("edit", asked)))
        assert form.index('name="how"') < form.index(f'name="handled" value="{remark.pk}"') < form.index('name="results"')
        assert '<details class="more" open>' in form

    @pytest.mark.parametrize(
        ("said", "sentence"),
        [
            ({"remark_how": "x" * 2001}, "Cette remarque compte 2001 caractères; la limite est de 2000."),
            ({"comment": "x" * 3001}, "Cette remarque compte 3001 caractères; la limite est de 3000."),
            ({"remark_how": " \n"}, "Dites ce qu’il faudrait changer, ici ou à côté d’une partie"),
        ],
    )
    def test_what_is_refused_keeps_every_remark(self, cast, asked, client_of, said, sentence):
        sent = answer(asked, remark_context="" if said.get("remark_how") == " \n" else "Pour qui?") | said
        response = client_of(cast.bruno).post(at("review", asked), sent)

        assert (response.status_code, sentence in words(response)) == (422, True)
        assert (sent["remark_context"] in words(response), PracticeRemark.objects.count()) == (True, 0)

    def test_changed_while_it_was_read_keeps_them_too(self, cast, asked, client_of):
        practices.save_draft(by=cast.amina, page=asked, context="Un tout autre contexte.", at=LATER)
        response = client_of(cast.bruno).post(at("review", asked), answer(asked, remark_how="Le coût?"))

        assert (response.status_code, "Le coût?</textarea>" in words(response)) == (409, True)

    def test_marked_from_the_page_with_and_without_javascript(self, cast, asked, client_of):
        client_of(cast.bruno).post(at("review", asked), answer(asked, remark_how="Le coût?"))
        remark = PracticeRemark.objects.get()
        address = reverse("community:practice-remark", args=[asked.label, remark.pk])
        client = client_of(cast.amina)

        response = client.post(address, {"prise": "1"})
        assert response.headers["Location"] == f"{asked.get_absolute_url()}#remarque-{remark.pk}"
        assert PracticeRemark.objects.get().handled_by == cast.amina
        fragment = client.post(address, {"prise": "0"}, headers={"HX-Request": "true"})
        assert (fragment.status_code, f'id="remarque-{remark.pk}"' in words(fragment), "<h1" in words(fragment)) == (
            200, True, False,
        )  # fmt: skip
        assert PracticeRemark.objects.get().handled_at is None

    def test_marked_with_the_text(self, cast, asked, client_of):
        client_of(cast.bruno).post(at("review", asked), answer(asked, remark_how="Le coût?"))
        remark, client = PracticeRemark.objects.get(), client_of(cast.amina)
        sent = {name: value for name, value in WHOLE.items() if name != "figures"}
        sent |= {"space": asked.space_id, "revision": asked.latest_revision_id, "handled": [remark.pk]}

        refused = client.post(at("edit", asked), sent | {"title": ""})
        assert (refused.status_code, f'value="{remark.pk}" checked' in words(refused)) == (422, True)
        assert client.post(at("edit", asked), sent).status_code == 303
        assert PracticeRemark.objects.get().handled_by == cast.amina
        assert "Prise en compte" in words(client.get(at("detail", asked)))

    def test_a_remark_of_another_sheet_is_no_choice(self, cast, world, asked, client_of):
        client_of(cast.bruno).post(at("review", asked), answer(asked, remark_how="Le coût?"))
        other = make_draft(by=cast.amina, space=world.open, title="Une autre")
        number = PracticeRemark.objects.get().pk
        client = client_of(cast.amina)

        address = reverse("community:practice-remark", args=[other.label, number])
        assert client.post(address, {"prise": "1"}).status_code == 404
        sent = {"title": "Une autre", "space": other.space_id, "revision": other.latest_revision_id, "handled": [number]}
        assert client.post(at("edit", other), sent).status_code == 422
        assert PracticeRemark.objects.get().handled_at is None

    def test_who_asked_for_changes_is_chosen_again(self, cast, asked, client_of):
        client_of(cast.bruno).post(at("review", asked), answer(asked, remark_how="Le coût?"))
        shown = words(client_of(cast.amina).get(at("ask", asked)))

        assert f'value="{cast.bruno.name} ({cast.bruno.organisation.acronym})"' in shown
        assert "1 remarque n’est pas marquée comme prise en compte." in shown

    def test_readers_of_the_published_sheet_do_not_read_them(self, cast, asked, client_of):
        approve = answer(asked, verdict="approuver", comment="Bravo.", remark_how="Le coût?")
        client_of(cast.bruno).post(at("review", asked), approve)

        page = PracticePage.objects.get()
        assert client_of(cast.david).get(at("remarks", page)).status_code == 403
        shown = {
            who: "Le coût?" in words(client_of(getattr(cast, who)).get(at("detail", page))) for who in ("david", "amina")
        }
        assert shown == {"david": False, "amina": True}

    def test_a_new_version_sent_back_is_told_on_the_page_of_the_published_one(self, cast, world, client_of):
        page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
        practices.save_draft(by=cast.amina, page=page, how="En un an.", at=LATER)
        practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=LATER)
        practices.decide(by=cast.bruno, page=page, approve=False, comment="Un an?", remarks={"how": "Ou deux?"}, at=LATER)

        shown = words(client_of(cast.amina).get(at("detail", page)))
        assert ("Un an?" in shown, "Ou deux?" in shown, "Changements demandés" in shown) == (True, True, True)
        assert "Un an?" not in words(client_of(cast.bruno).get(at("detail", page)))

    def test_the_same_number_of_queries_whatever_was_said(self, cast, asked, client_of, django_assert_num_queries):
        client = client_of(cast.amina)
        client_of(cast.bruno).post(at("review", asked), answer(asked, remark_how="Le coût?"))
        for count in (1, 3):
            client.get(at("remarks", asked))
            with django_assert_num_queries(6):
                client.get(at("remarks", asked))
            review = PracticeReview.objects.get()
            for part in ("context", "tools") if count == 1 else ():
                PracticeRemark.objects.create(review=review, part=part, body="Oui.", body_html="<p>Oui.</p>")
