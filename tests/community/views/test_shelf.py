"""Pages of the shelf, of exports, of a quiet space, of twins."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from community.actions import exports, shelf
from community.models import ShelfItem, Space
from community.tasks.spaces import export_space
from tests.cast import NOW
from tests.factories.files import document

HTMX = {"HX-Request": "true"}


def url(space, end=""):
    return f"/communaute/espaces/{space.slug}/{end}"


def test_putting_things_on_the_shelf(cast, world, client_of):
    client = client_of(cast.chloe)
    add = url(world.open, "etagere/ajouter/")
    assert client.get(add).status_code == 200
    wrong = client.post(add, {"title": "Guide", "url": "pas une adresse"})
    assert (wrong.status_code, "Guide" in wrong.content.decode()) == (422, True)
    assert client.post(add, {"title": "Guide", "url": "https://exemple.test/"}).status_code == 303
    assert client.post(f"{add}?genre=fichier", {"file": document("notes.txt")}).status_code == 303
    assert "Guide" in client_of(cast.david).get(url(world.open)).content.decode()
    html = client_of(cast.david).get(url(world.open, "etagere/")).content.decode()
    assert ("notes.txt" in html, "Monter" in html) == (True, False)
    assert client_of(cast.amina).get(add).status_code == 403
    assert client_of(cast.david).get(url(world.private, "etagere/")).status_code == 403


@pytest.mark.parametrize("script", ["javascript:alert(1)", "data:text/html,x"])
def test_an_address_that_runs_is_refused(cast, world, client_of, script):
    response = client_of(cast.chloe).post(url(world.open, "etagere/ajouter/"), {"title": "Piège", "url": script})
    assert (response.status_code, ShelfItem.objects.count()) == (422, 0)


def test_a_file_too_large_is_said_beside_its_field(cast, world, client_of):
    large = SimpleUploadedFile("film.pdf", b"%PDF-1.4" + b"0" * (20 * 1024 * 1024), "application/pdf")
    response = client_of(cast.chloe).post(url(world.open, "etagere/ajouter/?genre=fichier"), {"file": large})
    assert response.status_code == 422
    assert "dépasse 20\xa0Mo" in response.content.decode()


def test_moving_editing_removing_undoing(cast, world, client_of, django_capture_on_commit_callbacks):
    client = client_of(cast.chloe)
    one, two = (
        shelf.pin_link(by=cast.chloe, space=world.open, title=title, url=f"https://exemple.test/{title}", at=NOW)
        for title in ("Un", "Deux")
    )
    fragment = client.post(url(world.open, f"etagere/{two.pk}/deplacer/"), {"vers": "haut"}, headers=HTMX).content.decode()
    assert fragment.index("Deux") < fragment.index("Un")
    edit = url(world.open, f"etagere/{one.pk}/modifier/")
    assert client.post(edit, {"title": "", "url": one.url}).status_code == 422
    assert client.post(edit, {"title": "Une", "url": one.url}).status_code == 303
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url(world.open, f"etagere/{one.pk}/retirer/")).status_code == 303
    assert f"etagere/{one.pk}/retablir/" in client.get(url(world.open, "etagere/")).content.decode()
    assert client.post(url(world.open, f"etagere/{one.pk}/retablir/")).status_code == 303
    assert ShelfItem.objects.filter(pk=one.pk, title="Une").exists()
    assert client.post(url(world.hidden, f"etagere/{one.pk}/retirer/")).status_code == 404


def test_pinning_from_a_thread(cast, world, ask, client_of):
    thread = ask()
    address = f"/communaute/fils/{thread.pk}/epingler/"
    assert client_of(cast.amina).post(address, {"epingler": "1"}).status_code == 403
    client = client_of(cast.chloe)
    assert client.post(address, {"epingler": "1"})["Location"] == thread.get_absolute_url()
    assert ShelfItem.objects.get().object_id == thread.pk
    client.post(address, {"epingler": "0"})
    assert not ShelfItem.objects.exists()
    assert client.post(f"/communaute/fils/{thread.pk + 99}/epingler/").status_code == 404


def test_asking_for_and_fetching_an_export(cast, world, client_of):
    client, address = client_of(cast.chloe), url(world.open, "exports/")
    assert client.get(address).status_code == 200
    assert client.post(f"{address}demander/").status_code == 303
    assert "every 2s" in client.get(address).content.decode()
    export = world.open.exports.get()
    assert client.get(f"{address}{export.pk}/").status_code == 410
    export_space(export.pk)
    assert "every 2s" not in client.get(address, headers=HTMX).content.decode()
    response = client.get(f"{address}{export.pk}/")
    assert response["Content-Disposition"] == 'attachment; filename="espace-open.zip"'
    assert b"".join(response)[:2] == b"PK"
    assert client_of(cast.amina).get(f"{address}{export.pk}/").status_code == 403
    exports.forget_old(timezone.now() + exports.LIFE, False)
    late = client.get(f"{address}{export.pk}/")
    assert (late.status_code, "n’est plus là" in late.content.decode()) == (410, True)


def test_what_becomes_of_a_quiet_space(cast, world, client_of):
    Space.objects.filter(pk=world.open.pk).update(dormant_since=NOW)
    client, address = client_of(cast.chloe), url(world.open, "sommeil/")
    assert "En sommeil" in client_of(cast.david).get(url(world.open)).content.decode()
    assert client.get(address).status_code == 200
    assert client_of(cast.amina).get(address).status_code == 403
    assert client.post(address, {"vers": "n-existe-pas"}).status_code == 422
    assert client.post(address, {"autre": world.request.slug}).status_code == 303
    assert Space.objects.get(pk=world.open.pk).archived_at is not None


def test_the_list_sets_the_quiet_and_the_archived_apart(cast, world, client_of):
    Space.objects.filter(pk=world.open.pk).update(dormant_since=NOW)
    Space.objects.filter(pk=world.private.pk).update(archived_at=NOW, organisation=cast.david.organisation)
    client = client_of(cast.david)

    def shown(query):
        html = client.get(f"/communaute/espaces/{query}", headers=HTMX).content.decode()
        return {name for name in ("open", "request", "private", "hidden") if f"Espace {name}</a>" in html}

    assert shown("") == {"request"}
    assert shown("?etat=sommeil") == {"open"}
    assert shown("?etat=archives") == {"private"}
    assert shown(f"?etat=archives&organisation={cast.david.organisation_id}") == {"private"}
    assert shown(f"?organisation={cast.david.organisation_id}") == set()
    assert shown("?genre=practice&acces=request") == {"request"}


NEW = {"name": "Espace open", "summary": "Résumé.", "access": "open", "kind": "practice"}
CREATE = "/communaute/espaces/nouveau/"


def test_a_taken_name_is_said_with_a_free_one(cast, world, client_of):
    response = client_of(cast.david).post(CREATE, NEW)
    html = response.content.decode()
    assert response.status_code == 422
    assert f"Espace open – {cast.david.organisation.acronym}" in html
    hidden = client_of(cast.david).post(CREATE, {**NEW, "name": "Espace hidden", "confirmer": "1"})
    assert hidden["Location"] == "/communaute/espaces/espace-hidden-2/"


def test_a_twin_is_shown_before_one_is_made(cast, world, client_of):
    Space.objects.filter(pk=world.open.pk).update(name="Accessibilité numérique", sort_key="accessibilite numerique")
    client, typed = client_of(cast.david), {**NEW, "name": "Accessibilité", "welcome": "Mes propres mots"}
    shown = client.get(f"{CREATE}semblables/?name=accessibilite&summary=", headers=HTMX).content.decode()
    assert ("Accessibilité numérique" in shown, "Joindre" in shown) == (True, True)
    asked = client.post(CREATE, typed)
    html = asked.content.decode()
    assert (asked.status_code, "Ouvrir quand même" in html, "Mes propres mots" in html) == (422, True, True)
    assert client.post(CREATE, {**typed, "confirmer": "1"})["Location"] == "/communaute/espaces/accessibilite/"
    assert client.get(f"{CREATE}semblables/?name=Espace hidden").content.decode().count("hidden") == 0


def test_a_kind_brings_its_words_and_keeps_one_s_own(cast, world, client_of):
    client = client_of(cast.david)
    assert "Journal des décisions" in client.get(f"{CREATE}?genre=project").content.decode()
    typed = {"name": "Refonte", "summary": "S", "kind": "project", "welcome": "À moi", "topics": "", "etape": "genre"}
    fragment = client.post(CREATE, typed, headers=HTMX).content.decode()
    assert fragment.strip().startswith('<div id="space-fields"')
    for words in ("Refonte", "À moi", "Journal des décisions"):
        assert words in fragment
    assert not Space.objects.filter(name="Refonte").exists()


def test_first_threads_and_links_of_a_new_space(cast, client_of):
    chosen = {**NEW, "name": "Balado", "threads": ["bonjour"], "links": ["fiches"]}
    assert client_of(cast.david).post(CREATE, chosen).status_code == 303
    space = Space.objects.get(name="Balado")
    assert [thread.title for thread in space.threads.all()] == ["Présentez-vous"]
    assert [item.url for item in space.shelf.all()] == ["/communaute/pratiques/"]
    assert space.thread_count == 1


def test_an_over_long_name_is_kept_and_said(cast, client_of):
    response = client_of(cast.david).post(CREATE, {**NEW, "name": "x" * 121})
    assert (response.status_code, "Raccourcissez-le" in response.content.decode()) == (422, True)
