"""The library as one uses it: page and fragment, filters, one's own; what readers press on a sheet; the PDF."""

import pytest
from django.urls import reverse
from django.utils import timezone

from community.actions import practices, reuses
from community.models import PracticePage
from community.queries.library import forget_counts
from tests.cast import NOW
from tests.factories.practices import make_draft, make_published

pytestmark = pytest.mark.django_db
LIST, TIGHT = "/communaute/pratiques/", "densite=serre"


@pytest.fixture
def sheet(cast, world, deliver):
    page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
    deliver()
    forget_counts()
    return PracticePage.objects.get(pk=page.pk)


def test_the_page_shows_the_result_the_figures_and_who_took_it_up(cast, sheet, client_of):
    reuses.declare_reuse(by=cast.malik, page=sheet, result="Bien.", at=NOW)
    reuses.mark_useful(by=cast.hugo, page=sheet, wanted=True, at=NOW)

    html = client_of(cast.hugo).get(LIST).content.decode()

    for words in (
        "Des cartes que tout le monde lit", "Deux fois moins d’appels", "−52", "MTMD", "Réutilisée par 1 organisation",
        "Utile à 1 personne", "1 fiche",
    ):  # fmt: skip
        assert words in html
    assert html.count("<h1") == 1


def test_htmx_gets_the_results_alone(cast, sheet, client_of):
    response = client_of(cast.hugo).get(f"{LIST}?q=carte", headers={"HX-Request": "true"})

    assert '<div class="directory" id="library">' in response.content.decode()
    assert "<h1" not in response.content.decode()


def test_what_is_filtered_can_be_taken_off(cast, sheet, client_of):
    html = client_of(cast.hugo).get(f"{LIST}?canal=other&tri=utiles").content.decode()

    assert 'href="?tri=utiles">Canal\u00a0: Autre' in html


@pytest.mark.parametrize(
    "query",
    [
        "?q=%00", "?q=" + "a" * 3000, "?canal=%00", "?auteur=99999999999999999999", "?auteur=-1", "?avant=x",
        "?vue=inconnue", "?tri=inconnu",
        "?canal=" + "&canal=".join(str(n) for n in range(200)), "?q='); DROP TABLE community_practicepage--",
        "?q=((((&etiquette=%25", "?vue=miennes&avant=x", "?organisation=" + "b" * 5000,
    ],
)  # fmt: skip
def test_whatever_the_address_says_the_page_answers(cast, sheet, client_of, query):
    assert client_of(cast.hugo).get(LIST + query).status_code == 200


def test_nothing_yet_says_what_will_be_there(cast, world, client_of):
    assert "Aucune fiche pour le moment" in client_of(cast.hugo).get(LIST).content.decode()
    assert "Toutes les fiches sont à jour" in client_of(cast.hugo).get(f"{LIST}?vue=a-revoir").content.decode()
    assert "Aucune fiche archivée" in client_of(cast.hugo).get(f"{LIST}?vue=archivees").content.decode()
    assert "Aucune fiche ne correspond" in client_of(cast.hugo).get(f"{LIST}?q=zzz").content.decode()


def test_many_at_a_glance(cast, sheet, client_of):
    client = client_of(cast.hugo)
    assert f'href="?{TIGHT}"' in client.get(LIST).content.decode()

    html = client.get(f"{LIST}?{TIGHT}&canal=other").content.decode()

    assert "practice-grid is-compact" in html
    assert '<input type="hidden" name="densite" value="serre">' in html
    assert 'href="?canal=other"' in html


def test_what_is_not_found_can_be_asked_with_its_words(cast, sheet, client_of):
    html = client_of(cast.amina).get(f"{LIST}?q=zzz+%26+yyy").content.decode()

    assert 'href="/communaute/fils/nouveau/?titre=zzz%20%26%20yyy"' in html


def test_ones_own_lists_say_who_asked_and_what_came_back(cast, world, client_of):
    draft = make_draft(by=cast.amina, space=world.open, title="Mon brouillon")
    practices.ask_review(by=cast.amina, page=draft, reviewers=[cast.bruno], at=NOW)
    asked = client_of(cast.bruno).get(f"{LIST}?vue=a-relire").content.decode().replace("\xa0", " ")
    assert f"Demandée par {cast.amina.name} le 2 novembre 2026" in asked
    assert f'href="{reverse("community:practice-review", args=[draft.label])}"' in asked

    practices.decide(by=cast.bruno, page=draft, approve=False, comment="Le coût?", at=NOW)
    assert "Changements demandés" in client_of(cast.amina).get(f"{LIST}?vue=miennes").content.decode()

    practices.save_draft(by=cast.amina, page=draft, how="Mille dollars.", at=NOW)
    assert "Changements demandés" not in client_of(cast.amina).get(f"{LIST}?vue=miennes").content.decode()


def test_ones_own_and_what_one_was_asked_to_read(cast, world, sheet, client_of):
    draft = make_draft(by=cast.amina, space=world.open, title="Mon brouillon")
    practices.ask_review(by=cast.amina, page=draft, reviewers=[cast.bruno], at=NOW)

    mine = client_of(cast.amina).get(f"{LIST}?vue=miennes").content.decode()
    asked = client_of(cast.bruno).get(f"{LIST}?vue=a-relire").content.decode()
    nothing = client_of(cast.david).get(f"{LIST}?vue=a-relire").content.decode()

    assert "Mon brouillon" in mine and "Des cartes que tout le monde lit" in mine
    assert "Mon brouillon" in asked
    assert "Mon brouillon" not in nothing and "Rien à relire" in nothing


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_at_one_row_and_at_three(cast, world, client_of, deliver, number, django_assert_num_queries):
    for at in range(number):
        make_published(by=cast.amina, space=world.open, reviewer=cast.chloe, title=f"Fiche {at}")
    deliver()
    client = client_of(cast.bruno)
    client.get(LIST)
    with django_assert_num_queries(5):
        client.get(LIST)
    for view in ("miennes", "a-relire"):
        client.get(f"{LIST}?vue={view}")
        with django_assert_num_queries(5):
            client.get(f"{LIST}?vue={view}")


def test_a_reuse_is_declared_mended_and_withdrawn(cast, sheet, client_of):
    client, address = client_of(cast.malik), f"{LIST}{sheet.pk}/reutiliser/"
    assert "Réutilisée chez nous aussi" in client.get(address).content.decode()

    done = client.post(address, {"result": "Nos appels ont baissé.", "adapted": "Sans vidéo"})
    assert (done.status_code, done["Location"]) == (303, f"{sheet.get_absolute_url()}#reutilisations")
    assert "Nos appels ont baissé." in client.get(address).content.decode()
    client.post(address, {"result": "Mieux encore."})
    page = client.get(sheet.get_absolute_url()).content.decode()
    assert "Mieux encore." in page and "Réutilisée par 1 organisation" in page
    client.post(f"{address}retirer/")
    assert "Mieux encore." not in client.get(sheet.get_absolute_url()).content.decode()


def test_what_is_refused_keeps_the_text_and_says_why(cast, sheet, client_of):
    address = f"{LIST}{sheet.pk}/reutiliser/"
    same = client_of(cast.farid).post(address, {"result": "Un texte à garder."})
    long = client_of(cast.malik).post(address, {"result": "é" * 1501, "adapted": "gardé"})
    empty = client_of(cast.malik).post(address, {"result": "  ", "adapted": "gardé"})

    assert (same.status_code, long.status_code, empty.status_code) == (422, 422, 422)
    assert "vient déjà de votre organisation" in same.content.decode()
    assert "Un texte à garder." in same.content.decode()
    assert "la limite est de 1500" in long.content.decode() and "gardé" in long.content.decode()
    assert "Dites en une phrase" in empty.content.decode()


def test_the_sheet_that_went_gives_the_text_back(cast, world, client_of):
    page = make_published(by=cast.amina, space=world.hidden, reviewer=cast.chloe)
    lost = client_of(cast.david).post(f"{LIST}{page.pk}/reutiliser/", {"result": "Un texte à garder."})

    assert (lost.status_code, "Un texte à garder." in lost.content.decode()) == (404, True)


def test_useful_with_and_without_javascript(cast, sheet, client_of):
    client, address = client_of(cast.hugo), f"{LIST}{sheet.pk}/utile/"

    plain = client.post(address, {"utile": "1"})
    assert (plain.status_code, plain["Location"]) == (303, sheet.get_absolute_url())
    fragment = client.post(address, {"utile": "0"}, headers={"HX-Request": "true"}).content.decode()
    assert 'id="practice-useful"' in fragment and 'aria-pressed="false"' in fragment
    assert PracticePage.objects.get(pk=sheet.pk).useful_count == 0


def test_the_owner_confirms_in_one_press(cast, sheet, client_of):
    PracticePage.objects.filter(pk=sheet.pk).update(review_on=timezone.localdate(NOW))
    page = client_of(cast.amina).get(sheet.get_absolute_url()).content.decode()
    assert "Toujours vrai" in page and "À revoir" in page

    assert client_of(cast.amina).post(f"{LIST}{sheet.pk}/confirmer/").status_code == 303
    assert "Toujours vrai" not in client_of(cast.amina).get(sheet.get_absolute_url()).content.decode()


def test_the_pdf_holds_what_readers_see(cast, sheet, client_of):
    reuses.declare_reuse(by=cast.malik, page=sheet, result="Bien. #panic()", at=NOW)
    response = client_of(cast.hugo).get(f"{LIST}{sheet.pk}/pdf/")

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"] == f'inline; filename="fiche-{sheet.pk}-{sheet.slug}.pdf"'
    assert response.content.startswith(b"%PDF-")


def test_too_many_pdfs_wait(cast, sheet, client_of, monkeypatch):
    monkeypatch.setattr("community.views.practice_pdf.pdf", lambda *args, **values: b"%PDF-")
    client = client_of(cast.hugo)
    statuses = {client.get(f"{LIST}{sheet.pk}/pdf/").status_code for _time in range(30)}

    assert statuses == {200}
    assert client.get(f"{LIST}{sheet.pk}/pdf/").status_code == 429
