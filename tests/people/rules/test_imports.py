"""Reading a CSV in the shapes that spreadsheets give it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.rules.imports.reading import UnreadableFile, decode, delimiter_of, parse


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_usual_shape_is_read_alike(encoding, separator, newline):
    text = newline.join(
        separator.join(row)
        for row in (["Courriel", "Prénom", "NOM"], ["a@exemple.test", "Zoé", "D’Œuvre"], [], ["b@exemple.test", "Éric"])
    )
    parsed = parse(text.encode(encoding))
    assert parsed.kind == "people"
    assert [(line.number, line.cells) for line in parsed.lines] == [
        (2, {"email": "a@exemple.test", "given_name": "Zoé", "family_name": "D’Œuvre"}),
        (4, {"email": "b@exemple.test", "given_name": "Éric", "family_name": ""}),
    ]


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("courriel,prénom,nom,organisation", "people"),
        ("Adresse de courriel;Employeur;Équipe", "people"),
        ("Courriel;Relève de", "reporting"),
        ("sigle,nom,genre", "organisations"),
        ("Acronyme", "organisations"),
    ],
)
def test_headers_say_what_the_file_holds(header, kind):
    assert parse(f"{header}\nx,y,z".encode()).kind == kind


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        (b"PK\x03\x04\x00\x00", "binary"),
        (b"couleur,taille\nbleu,3", "header"),
        (b"courriel\n" + b"a@exemple.test\n" * 20_001, "too-long"),
        (b'courriel\n"' + b"a" * 200_000, "csv"),
    ],
)
def test_what_cannot_be_read_says_why(data, reason):
    with pytest.raises(UnreadableFile) as refused:
        parse(data)
    assert refused.value.reason == reason


def test_unknown_columns_are_named():
    assert parse(b"courriel,prenom,pointure\na@exemple.test,A,42").ignored == ("pointure",)


def test_separators_inside_quotes_do_not_count():
    assert delimiter_of('"a,b,c";d;e\n') == ";"


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    try:
        decode(data)
        parse(data)
    except UnreadableFile as refused:
        assert refused.reason in {"empty", "binary", "header", "csv", "too-long"}
