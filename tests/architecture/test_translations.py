"""English is complete: every message has its words, and no word of a template escapes translation."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message

from network.management import catalogue
from tests.architecture.house import ROOT, templates

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|</?\w+[^>]*>")
FRENCH_SPACING = re.compile("[«»]|[ \u00a0\u202f][:;!?%](?!\\()|\\w'\\w|\"")
# Words that English writes as French does.
SAME_IN_BOTH = {
    "%(number)s question", "%(number)s questions", "Module", "modules",
    "%(count)s action", "%(count)s actions", "%(n)s action", "%(n)s actions", "Action", "Budget", "Plan", "Plans", "actions",
    "double", "triple", "Quota",
    "Catalogue", "action", "effort", "minimum", "population", "quota", "quotas", "site",
    "Article", "Consultations", "Observation", "Observations",
    "%(count)s invitation", "%(count)s invitations", "%(minutes)d minute", "%(minutes)d minutes", "Collection",
    "Collections", "Description", "Export", "Invitation", "Licence", "Maillage", "Note", "Participants", "absent", "code",
    "consultations", "description", "licence", "Absence %(n)s", "Absences", "Actions", "Active", "Administration",
    "Auto", "Code", "Date", "Diagnostic", "DigComp 3.0", "Discussion", "Discussions", "Document", "ESCO (Europe)",
    "English", "Figure", "Image", "Invitations", "Menu", "Message", "Messages", "Notifications", "Organisation",
    "Organisations", "Page", "Pages", "Photo", "Question", "Questions", "Suggestions", "absence", "absences", "date",
    "document", "documents", "image", "images", "introduction", "invitation", "invitations", "mention", "mentions",
    "message", "note", "notification", "notifications", "organisation", "organisations", "source", "suggestions",
    "version", "%(name)s, version %(number)s", "version %(number)s", "Version %(number)s", "Versions", "Version",
    "diagnostic", "diagnostics", "question", "%(n)s minute", "%(n)s minutes", "Chance", "Diagnostics", "Occasion", "Radar",
    "version %(number)s, %(state)s", "Harmonisation", "Descriptions", "%(number)s description", "%(number)s descriptions",
}  # fmt: skip


def forms_of(words: object) -> list[str]:
    """A message or its translation as a list: one form, or the singular and the plural."""
    return [words] if isinstance(words, str) else list(words or ())  # type: ignore[call-overload]


@pytest.fixture(scope="module")
def english() -> list[Message]:
    return [entry for entry in catalogue.read_catalogue() if entry.id]


# The catalogue itself


def test_every_message_of_the_source_has_english():
    assert catalogue.untranslated(catalogue.fresh_catalogue()) == []


def test_no_message_of_the_catalogue_is_stale(english):
    source = {(message if isinstance(message, str) else message[0], context) for message, context, _ in _source()}
    assert [entry.id for entry in english if (forms_of(entry.id)[0], entry.context) not in source] == []


def _source() -> Iterator[catalogue.Message]:
    yield from (message for message in catalogue.messages_of_source() if message[0])


def test_placeholders_and_tags_agree_in_every_form(english):
    wrong = []
    for entry in english:
        french = [set(PLACEHOLDER.findall(form)) for form in forms_of(entry.id)]
        for place, form in enumerate(forms_of(entry.string)):
            expected, said = french[min(place, len(french) - 1)], set(PLACEHOLDER.findall(form))
            number = {"%(count)d", "%(count)s", "%(n)s"} if place == 0 and len(french) > 1 else set()
            if said != expected and said | number != expected | number:
                wrong.append((entry.id, form))
    assert wrong == []


def test_plural_messages_have_both_forms(english):
    assert [entry.id for entry in english if len(forms_of(entry.id)) != len(forms_of(entry.string))] == []


def test_no_message_was_left_in_french(english):
    same = {
        form
        for entry in english
        for form in forms_of(entry.id)
        if form in forms_of(entry.string) and re.search("[a-z]", form)
    }
    assert same - SAME_IN_BOTH == set()


def test_english_spacing_and_quotation_marks(english):
    wrong = [
        form for entry in english for form in forms_of(entry.string) if FRENCH_SPACING.search(PLACEHOLDER.sub("1", form))
    ]
    assert wrong == []


# Templates: words that people read stand in translate or blocktranslate

UNREAD = re.compile(
    r"{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}|<!--.*?-->|{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}"
    r"|<(script|style|svg)\b.*?</\1>|{%\s*block (?:\w+_class|\w+_classes|width|layout)\s*%}.*?{%\s*endblock",
    re.DOTALL,
)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
MARKED = re.compile(r"""{%\s*trans(?:late)?\b.*?%}|_\((?:"[^"]*"|'[^']*')\)""", re.DOTALL)
QUOTED = re.compile(r""""([^"]*)"|'([^']*)'""")
READ_ATTRIBUTE = re.compile(r"""\b(?:aria-label|aria-description|title|placeholder|alt|label|data-confirm)="([^"]*)\"""")
WORD = re.compile(r"[^\W\d_]{2,}")
SENTENCE = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]|[^\x00-\x7f—·…]|^[A-ZÉÀ][a-zéè]")
# The catalogue of components shows invented content; languages are written in their own words; the rest are no words.
ALLOWED = {
    ("layouts/parts/account_menu.html", "Français"), ("layouts/parts/account_menu.html", "English"),
    ("activity/calendar.html", "Outlook"), ("community/export/index.html", "data.json"),
}  # fmt: skip
NAMES = {"Maillage", "input changed delay:200ms", "input changed delay:400ms", "input changed delay:600ms"}


def unmarked(source: str) -> Iterator[str]:
    """Words of a template that no translation reaches: in its text, in attributes read aloud, in arguments of tags."""
    source = MARKED.sub(" ", UNREAD.sub(" ", source))
    for tag in TAG.findall(source):
        if not re.match(r"{%\s*(?:load|url|include|extends|block|partialdef|with_url)\b", tag):
            yield from (words for pair in QUOTED.findall(tag) if (words := "".join(pair)) and SENTENCE.search(words))
    flat = TAG.sub("", source)
    yield from (words for words in READ_ATTRIBUTE.findall(flat) if WORD.search(words))
    yield from (words.strip() for words in re.sub(r"<[^>]*>", "\n", flat).split("\n") if WORD.search(words))


def test_templates_mark_every_word():
    wrong = []
    for path in templates():
        name = str(path.relative_to(ROOT / "templates"))
        if not name.startswith("core/catalogue"):
            found = set(unmarked(path.read_text("utf-8"))) - NAMES
            wrong += [(name, words) for words in sorted(found) if (name, words) not in ALLOWED]
    assert wrong == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Bonjour</p>", ["Bonjour"]),
        ('<a title="Ouvrir" href="/">{% translate "Ouvrir" %}</a>', ["Ouvrir"]),
        ('{% button "Enregistrer" "primary" %}{% button _("Enregistrer") %}', ["Enregistrer"]),
        ("{# rien #}{% comment %}rien{% endcomment %}{% blocktranslate %}Dit{% endblocktranslate %}{{ name }} · 3", []),
    ],
)
def test_the_scan_itself(source, words):
    assert list(unmarked(source)) == words
