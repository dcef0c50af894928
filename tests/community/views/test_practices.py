"""Pages of sheets: written without JavaScript, nothing lost, read by who may, compared."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.actions import practices, replies, threads
from community.models import PracticePage, Thread
from community.queries import practices as queries
from tests.cast import NOW
from tests.factories.practices import WHOLE, make_draft, make_published

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=3)
NEW = "/communaute/pratiques/nouvelle/"


def at(name, page, **query):
    address = reverse(f"community:practice-{name}", args=[page.label])
    return address + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


def words(response) -> str:
    return response.content.decode().replace("\xa0", " ")


def typed(page=None, **values):
    """What a browser sends of the form."""
    sent = {name: value for name, value in WHOLE.items() if name != "figures"}
    sent |= {"value_1": "−52 %", "label_1": "appels"}
    if page is not None:
        sent |= {"revision": page.latest_revision_id, "space": page.space_id}
    return sent | values


class TestWriting:
    def test_a_title_is_enough(self, cast, world, client_of):
        response = client_of(cast.amina).post(NEW, {"space": world.open.pk, "title": "Une idée"})

        page = PracticePage.objects.get()
        assert (response.status_code, response.headers["Location"]) == (303, page.get_absolute_url())
        assert (page.title, page.state, page.channel, page.licence) == ("Une idée", "draft", "other", "cc-by")

    def test_the_whole_form(self, cast, world, client_of):
        sent = typed(space=world.open.pk, topics="Cartes, routes", authors="Bruno Lavoie", suite="relire", channel="web")
        sent["authors"] = f"{cast.bruno.name} (MTMD)"
        response = client_of(cast.amina).post(NEW, sent)

        page = PracticePage.objects.get()
        assert response.headers["Location"] == at("ask", page)
        assert (page.figures, page.topic_names) == ([{"value": "−52 %", "label": "appels"}], ["Cartes", "routes"])
        assert [row.person for row in queries.byline(page)] == [cast.amina, cast.bruno]

    @pytest.mark.parametrize(
        ("sent", "sentence"),
        [
            ({"title": ""}, "Donnez un titre"),
            ({"context": "x" * 10_001}, "Cette partie compte 10001 caractères"),
            ({"label_1": ""}, "Donnez à chaque résultat son chiffre et ce qu’il mesure."),
            ({"space": "999999"}, "Vous n’écrivez pas dans cet espace."),
            ({"authors": "Zoé Personne"}, "Personne du réseau ne s’appelle « Zoé Personne »."),
            ({"review_on": "2020-01-01"}, "Choisissez une date à venir."),
            ({"review_on": "demain"}, "Écrivez la date ainsi"),
            ({"competencies": ["INCONNUE"]}, "INCONNUE"),
        ],
    )
    def test_what_is_refused_keeps_the_text(self, cast, world, client_of, sent, sentence):
        response = client_of(cast.amina).post(NEW, typed(space=world.open.pk) | sent)

        assert (response.status_code, sentence in words(response)) == (422, True)
        assert WHOLE["actions_taken"] in words(response)
        assert PracticePage.objects.count() == 0

    def test_another_space_than_ones_own_is_no_choice(self, cast, world, client_of):
        response = client_of(cast.david).post(NEW, typed(space=world.open.pk))

        assert (response.status_code, PracticePage.objects.count()) == (422, 0)

    def test_a_hundred_megabytes_are_refused_in_words(self, cast, world, client_of):
        upload = SimpleUploadedFile("film.pdf", b"%PDF-" + b"0" * (21 * 1024 * 1024))
        response = client_of(cast.amina).post(reverse("people:attachment-upload"), {"file": upload})

        assert (response.status_code, "dépasse 20 Mo" in response.json()["error"].replace("\xa0", " ")) == (422, True)

    def test_editing_begins_with_the_newest_text(self, cast, world, client_of):
        page = make_draft(by=cast.amina, space=world.open)
        practices.save_draft(by=cast.amina, page=page, context="Le plus neuf.", at=NOW)

        assert "Le plus neuf." in words(client_of(cast.amina).get(at("edit", page)))

    def test_saved_by_somebody_else_meanwhile(self, cast, world, client_of):
        page = make_draft(by=cast.amina, space=world.open)
        sent = typed(page, context="Ce qu’Amina écrit.")
        practices.save_draft(by=cast.chloe, page=page, how="En quatre semaines.", at=LATER)
        client = client_of(cast.amina)

        response = client.post(at("edit", page), sent)

        assert response.status_code == 409
        assert "Ce qu’Amina écrit." in words(response)
        assert '<ins><span class="visually-hidden">[ajouté] </span>quatre</ins>' in words(response)
        newest = PracticePage.objects.get().latest_revision_id
        assert f'name="revision" value="{newest}"' in words(response)
        assert client.post(at("edit", page), sent | {"revision": newest}).status_code == 303
        assert PracticePage.objects.get().context == "Ce qu’Amina écrit."

    def test_who_may_not_write_in_it(self, cast, world, client_of):
        page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
        client = client_of(cast.bruno)

        assert client.get(at("edit", page)).status_code == 403
        response = client.post(at("edit", page), typed(page))
        assert (response.status_code, WHOLE["context"] in words(response)) == (403, True)

    def test_a_colleague_who_edits_does_not_become_an_author(self, cast, world, client_of):
        page = make_draft(by=cast.amina, space=world.open)
        client_of(cast.chloe).post(at("edit", page), typed(page, authors=f"{cast.amina.name}"))

        assert [row.person for row in queries.byline(page)] == [cast.amina]

    def test_thrown_away(self, cast, world, client_of):
        page = make_draft(by=cast.amina, space=world.open)

        assert client_of(cast.amina).post(at("delete", page)).headers["Location"] == "/communaute/pratiques/?vue=miennes"
        assert PracticePage.objects.count() == 0

    def test_mine(self, cast, world, client_of):
        make_draft(by=cast.amina, space=world.open, title="Mon brouillon")
        asked = make_draft(by=cast.bruno, space=world.open, title="À lire pour Bruno")
        practices.ask_review(by=cast.bruno, page=asked, reviewers=[cast.amina], at=NOW)

        client = client_of(cast.amina)
        mine, asked_of_me = (words(client.get(f"/communaute/pratiques/?vue={view}")) for view in ("miennes", "a-relire"))
        assert ("Mon brouillon" in mine, "À lire pour Bruno" in mine) == (True, False)
        assert ("Mon brouillon" in asked_of_me, "À lire pour Bruno" in asked_of_me) == (False, True)

    def test_names_are_proposed(self, cast, client_of):
        response = client_of(cast.amina).get("/communaute/pratiques/personnes/?authors=Zoé, " + cast.bruno.given_name)

        assert f'value="Zoé, {cast.bruno.name} (MTMD)"' in words(response)


class TestFromThread:
    def test_two_clicks(self, cast, world, ask, client_of):
        thread = ask(world.open, by=cast.bruno)
        answer = replies.post_reply(by=cast.chloe, thread=thread, body="Une liste à côté.", at=NOW)
        threads.accept_answer(by=cast.bruno, thread=thread, reply=answer, at=NOW)
        client = client_of(cast.amina)
        assert f"{NEW}?fil={thread.pk}" in words(client.get(thread.get_absolute_url()))

        form = client.get(f"{NEW}?fil={thread.pk}")
        shown = words(form)
        assert ("Elle compte 400 points." in shown, f"— {cast.chloe.name}" in shown) == (True, True)
        assert "(avant la relecture)" in shown
        initial = form.context["form"].initial
        client.post(
            f"{NEW}?fil={thread.pk}",
            {"space": world.open.pk} | {name: initial[name] for name in ("title", "context", "actions_taken")},
        )

        page = PracticePage.objects.get()
        assert page.source_thread == thread
        people = [(row.person, row.credited) for row in queries.byline(page)]
        assert people == [(cast.amina, False), (cast.bruno, True), (cast.chloe, True)]
        assert page.get_absolute_url() in words(client.get(thread.get_absolute_url()))

    def test_of_a_thread_that_one_does_not_read(self, cast, world, ask, client_of):
        thread = ask(world.hidden)

        assert client_of(cast.david).get(f"{NEW}?fil={thread.pk}").status_code == 404

    def test_a_reader_who_is_no_member_has_no_button(self, cast, world, ask, client_of):
        thread = ask(world.open)

        assert f"{NEW}?fil={thread.pk}" not in words(client_of(cast.david).get(thread.get_absolute_url()))


class TestReading:
    @pytest.mark.parametrize(
        ("access", "who", "status"),
        [("open", "david", 200), ("open", "bruno", 200), ("hidden", "david", 404), ("hidden", "bruno", 200)],
    )
    def test_who_reads_it(self, cast, world, client_of, access, who, status):
        page = make_published(by=cast.amina, space=world.of(access), reviewer=cast.chloe)
        client = client_of(getattr(cast, who))

        for name in ("detail", "history", "compare"):
            assert client.get(at(name, page)).status_code == status

    def test_what_it_shows(self, cast, world, client_of):
        page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
        shown = words(client_of(cast.david).get(page.get_absolute_url()))

        for text in (WHOLE["result_line"], "<strong>baissé</strong>", "−52 %", "CC BY 4.0", cast.amina.name, "version 1"):
            assert text in shown
        assert ("Modifier" in shown, "Relire la fiche" in shown) == (False, False)

    def test_a_wrong_slug_leads_to_the_right_one(self, cast, world, client_of):
        page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
        response = client_of(cast.david).get(f"/communaute/pratiques/{page.pk}-autre-chose/")

        assert (response.status_code, response.headers["Location"]) == (303, page.get_absolute_url())

    @pytest.mark.parametrize("label", ["x", "0", "99999999999999999999", "12abc"])
    def test_no_such_sheet(self, cast, client_of, label):
        assert client_of(cast.amina).get(f"/communaute/pratiques/{label}/").status_code == 404

    def test_a_draft_is_read_by_who_writes_it(self, cast, world, client_of):
        page = make_draft(by=cast.amina, space=world.open)

        assert "Brouillon" in words(client_of(cast.amina).get(page.get_absolute_url()))
        assert client_of(cast.bruno).get(page.get_absolute_url()).status_code == 404

    def test_a_new_version_is_not_shown_before_its_review(self, cast, world, client_of):
        page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
        practices.save_draft(by=cast.amina, page=page, context="Pas encore.", at=LATER)

        for person in (cast.amina, cast.david):
            assert "Pas encore." not in words(client_of(person).get(page.get_absolute_url()))

    def test_the_same_number_of_queries_whatever_it_holds(self, cast, world, client_of, ask):
        small = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
        large = make_published(
            by=cast.bruno, space=world.open, reviewer=cast.chloe, authors=[cast.amina], credited=[cast.esther, cast.farid],
            topic_names=["Cartes", "routes", "travaux"], title="Plus grande",
        )  # fmt: skip
        client = client_of(cast.david)
        counts = []
        for page in (small, large):
            client.get(page.get_absolute_url())
            with CaptureQueriesContext(
                connection,
            ) as captured:
                client.get(page.get_absolute_url())
            counts.append(len(captured))
        assert counts[1] - counts[0] == 2  # its topics, by name and by variant

    def test_a_question_about_it(self, cast, world, client_of):
        page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
        client = client_of(cast.bruno)
        address = f"/communaute/fils/nouveau/?genre=question&fiche={page.pk}&espace={world.open.slug}"
        assert address.replace("&", "&amp;") in words(client.get(page.get_absolute_url()))

        client.post(address, {"kind": "question", "space": world.open.pk, "title": "Et en anglais?", "body": "Aussi?"})

        thread = Thread.objects.get()
        assert thread.about == page
        assert page.get_absolute_url() in words(client.get(thread.get_absolute_url()))

    def test_archived_and_back(self, cast, world, client_of):
        page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
        client = client_of(cast.amina)

        assert client.post(at("archive", page), {"archiver": "1"}).status_code == 303
        assert "Archivée" in words(client_of(cast.david).get(page.get_absolute_url()))
        client.post(at("archive", page), {"archiver": "0"})
        assert PracticePage.objects.get().state == "published"
        assert client_of(cast.bruno).post(at("archive", page), {"archiver": "1"}).status_code == 403


class TestVersions:
    def test_two_versions_word_by_word(self, cast, world, client_of):
        page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
        changed = WHOLE["how"].replace("trois", "quatre")
        practices.save_draft(by=cast.amina, page=page, how=changed, change_note="La durée.", at=LATER)
        practices.publish(by=cast.chloe, page=page, at=LATER)
        client = client_of(cast.david)

        assert "La durée." in words(client.get(at("history", page)))
        shown = words(client.get(at("compare", page, de=1, a=2)))
        assert '<del><span class="visually-hidden">[retiré] </span>trois</del>' in shown
        assert '<ins><span class="visually-hidden">[ajouté] </span>quatre</ins>' in shown
        assert words(client.get(at("compare", page))).count("<ins>") == 1

    def test_a_version_that_is_not_there(self, cast, world, client_of):
        page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)

        assert client_of(cast.david).get(at("compare", page, de=1, a=9)).status_code == 404

    def test_a_draft_has_no_versions_to_read(self, cast, world, client_of):
        page = make_draft(by=cast.amina, space=world.open)

        assert client_of(cast.amina).get(at("history", page)).status_code == 404
