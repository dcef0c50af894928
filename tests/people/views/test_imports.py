"""The three steps of an import on screen."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from people.models import Person

pytestmark = pytest.mark.django_db
START = "/membres/importer/"


def send(client, text: str, encoding: str = "utf-8"):
    return client.post(START, {"file": SimpleUploadedFile("membres.csv", text.encode(encoding))})


GOOD_FILE = "courriel;prénom;nom;organisation\nzoe@exemple.test;Zoé;Fictive;MTMD\n"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_good_file_is_checked_read_and_imported(cast, client_of, encoding):
    olga = client_of(cast.olga)
    address = send(olga, GOOD_FILE, encoding)["Location"]
    text = olga.get(address).content.decode()
    assert "Toutes les lignes sont bonnes" in text
    assert "Sera ajouté" in text
    assert not Person.objects.filter(given_name="Zoé").exists()

    answer = olga.post(f"{address}confirmer/")
    assert answer["Location"] == reverse("people:person-list")
    assert Person.objects.filter(given_name="Zoé", family_name="Fictive").count() == 1
    assert olga.get(address).status_code == 404
    assert olga.post(f"{address}confirmer/").status_code == 404


def test_a_wrong_file_shows_its_lines_and_offers_no_import(cast, client_of):
    olga = client_of(cast.olga)
    address = send(olga, "courriel;prénom;organisation\na@exemple.test;A;INCONNU\nb@exemple.test;B;MTMD\n")["Location"]
    text = olga.get(address).content.decode()
    assert "Rien ne peut être importé" in text
    assert "Organisation\u00a0: Sigle inconnu (INCONNU)" in text
    assert ">Importer<" not in text.split('<form class="form-actions"')[1].split("</form>")[0]
    assert "1 erreur" in text

    assert olga.post(f"{address}confirmer/").status_code == 409
    assert not Person.objects.filter(given_name="B").exists()
    rows = list(csv.reader(io.StringIO(olga.get(f"{address}rapport.csv").content.decode().removeprefix("\ufeff"))))
    assert [row[:3] for row in rows[1:]] == [["2", "a@exemple.test", "erreur"], ["3", "b@exemple.test", "ajout"]]


def test_what_changed_meanwhile_shows_the_new_report(cast, client_of):
    olga = client_of(cast.olga)
    address = send(olga, GOOD_FILE)["Location"]
    second = send(olga, GOOD_FILE)["Location"]
    olga.post(f"{second}confirmer/")

    answer = olga.post(f"{address}confirmer/")

    assert answer.status_code == 409
    assert "Rien à changer" in answer.content.decode()
    assert Person.objects.filter(given_name="Zoé").count() == 1


def test_an_import_is_abandoned(cast, client_of):
    olga = client_of(cast.olga)
    address = send(olga, GOOD_FILE)["Location"]
    olga.post(f"{address}confirmer/", {"abandonner": "1"})
    assert olga.get(address).status_code == 404
    assert not Person.objects.filter(given_name="Zoé").exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"\x00\x01binaire", "n’est pas du CSV"), (b"couleur,taille\nbleu,3", "couleur, taille"), (b"", "vide")],
)
def test_a_file_that_cannot_be_read_says_why(cast, client_of, content, sentence):
    answer = client_of(cast.olga).post(START, {"file": SimpleUploadedFile("x.csv", content)})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_no_file_is_asked_for_again(cast, client_of):
    answer = client_of(cast.olga).post(START)
    assert answer.status_code == 422
    assert "Choisissez un fichier" in answer.content.decode()


def test_only_administrators_come_in_and_only_to_their_own_file(cast, client_of):
    olga = client_of(cast.olga)
    address = send(olga, GOOD_FILE)["Location"]
    for person in (cast.amina, cast.farid, cast.gisele):
        browser = client_of(person)
        for path in (START, address, f"{START}modele/people.csv"):
            assert browser.get(path).status_code == 403
        assert browser.post(f"{address}confirmer/").status_code == 403


def test_models_can_be_read_back(cast, client_of):
    from people.rules.imports.reading import parse

    for kind in ("people", "reporting", "organisations"):
        answer = client_of(cast.olga).get(f"{START}modele/{kind}.csv")
        assert parse(answer.content).kind == kind
    assert client_of(cast.olga).get(f"{START}modele/rien.csv").status_code == 404
