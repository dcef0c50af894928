"""The mails of the demonstration: each of the cast reads their own."""

from email.message import EmailMessage
from pathlib import Path

import pytest

pytestmark = pytest.mark.django_db
URL = "/demo/courriels/"


@pytest.fixture
def box(settings, tmp_path) -> Path:
    settings.DATA_DIR = tmp_path
    folder = tmp_path / "mail"
    folder.mkdir()
    return folder


def put(folder, name, person, *, subject="Une réponse", html="<style>b{color:red}</style><b>Bonjour</b>"):
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = subject, "Maillage <m@exemple.test>", person.user.email
    mail["Date"] = "Mon, 02 Nov 2026 15:00:00 +0000"
    mail.set_content("Bonjour <b>,\nvoir https://maillage.exemple.test/x/\n")
    if html:
        mail.add_alternative(html, subtype="html")
    (folder / f"{name}.eml").write_bytes(mail.as_bytes())


def test_ones_own_the_newest_first(cast, client_of, box):
    put(box, "0001-000", cast.amina, subject="Ancienne")
    put(box, "0002-000", cast.amina, subject="Récente")
    put(box, "0003-000", cast.bruno, subject="De Bruno")
    html = client_of(cast.amina).get(URL).content.decode()
    assert html.index("Récente") < html.index("Ancienne")
    assert "De Bruno" not in html
    assert "Aucun courriel pour le moment" in client_of(cast.chloe).get(URL).content.decode()


def test_one_mail_as_text_and_as_html(cast, client_of, box):
    put(box, "0001-000", cast.amina)
    client = client_of(cast.amina)
    text = client.get(f"{URL}0001-000/").content.decode()
    assert "Bonjour &lt;b&gt;," in text
    assert 'href="https://maillage.exemple.test/x/"' in text
    response = client.get(f"{URL}0001-000/html/")
    assert "<b>Bonjour</b>" in response.content.decode()
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "sandbox" in policy


@pytest.mark.parametrize("name", ["0001-000", "inconnu"])
def test_that_of_somebody_else_is_not_there(cast, client_of, box, name):
    put(box, "0001-000", cast.amina)
    client = client_of(cast.bruno)
    assert [client.get(f"{URL}{name}/{more}").status_code for more in ("", "html/")] == [404, 404]


def test_without_any_folder(cast, client_of, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "nulle-part"
    assert client_of(cast.amina).get(URL).status_code == 200


def test_a_mail_without_html(cast, client_of, box):
    put(box, "0001-000", cast.amina, html="")
    client = client_of(cast.amina)
    assert "Version mise en page" not in client.get(f"{URL}0001-000/").content.decode()
    assert client.get(f"{URL}0001-000/html/").status_code == 404
