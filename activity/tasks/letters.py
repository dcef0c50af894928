"""A mail as text and HTML, in its reader's language, with the headers that mail programs need."""

from email.utils import formatdate
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activity.enums import SubscriptionLevel
from activity.queries.letters import Letter, Line, Section, Thing
from activity.queries.notification_kinds import cadence_of, facts_of
from activity.queries.targets import Ref
from activity.queries.unsubscribing import Stop, token_of
from activity.rules import ics
from people.models import Person
from people.queries.installation import installation

LONGEST_SUBJECT = 150
NAMED_IN_SUBJECT = 3


def language_of(person: Person) -> str:
    """French, unless English is offered here and the person chose it."""
    return person.interface_language if installation().english_available else "fr"


def host() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """The mail ready to leave. The same letter gives the same Message-ID, however often it is tried."""
    with translation.override(language_of(letter.person)):
        context = _context(letter)
        message = EmailMultiAlternatives(
            subject=context["subject"],
            body=get_template("activity/emails/notices.txt").render(context).strip() + "\n",
            to=[letter.address],
            headers=_headers(letter, context),
        )
        message.attach_alternative(get_template("activity/emails/notices.html").render(context), "text/html")
        for appointment in _appointments(letter):
            message.attach("evenement.ics", ics.write([appointment]).decode(), "text/calendar; method=PUBLISH")
    return message


def _appointments(letter: Letter) -> list[ics.Appointment]:
    """What a mail at once puts into the agenda: kinds with `appointment` or `appointments` say it by their newest notice."""
    made: list[ics.Appointment] = []
    for line in letter.lines if not letter.digest else []:
        if (one := getattr(line.group.kind, "appointment", None)) is not None:
            made += [found] if (found := one(line.group.notice)) is not None else []
        if (several := getattr(line.group.kind, "appointments", None)) is not None:
            made += several(line.group.notice)
    return list({one.uid: one for one in made}.values())


def _context(letter: Letter) -> dict[str, Any]:
    stops = _stops(letter)
    said = {id(line): _said(line, letter) for line in letter.lines}
    for thing in letter.things:
        _once(said, thing)
    return {
        "letter": letter,
        "subject": _subject(letter, [one["text"] for one in said.values()]),
        "single": letter.lines[0] if len(letter.lines) == 1 else None,
        "sections": [
            {
                "section": section,
                "stop_url": _stop_url(_stop_of_place(letter, section)) if letter.digest and section.followed else "",
                "things": [
                    {"thing": thing, "url": absolute(thing.url), "lines": [said[id(line)] for line in thing.lines]}
                    for thing in section.things
                ],
            }
            for section in letter.sections
        ],
        "stops": [{"label": label, "url": _stop_url(stop)} for label, stop in stops],
        "installation_name": settings.INSTALLATION_NAME,
        "public_url": settings.PUBLIC_URL,
        "notices_url": absolute(reverse("activity:notification-list")),
        "preferences_url": absolute(reverse("activity:notification-preferences")),
        "today": timezone.localdate(),
    }


def _once(said: dict[int, dict[str, Any]], thing: Thing) -> None:
    """Several sentences about one thing say its facts once, with the newest."""
    lines = [said[id(line)] for line in thing.lines if said[id(line)]["facts"]]
    for line in lines[1:]:
        line["facts"] = []


def absolute(url: str) -> str:
    """An address of this site, for outside of it; a notice never leads elsewhere."""
    return settings.PUBLIC_URL + (url if url.startswith("/") and not url.startswith("//") else "/")


def _said(line: Line, letter: Letter) -> dict[str, Any]:
    group = line.group
    drawn = get_template(group.kind.template).render({"notice": group.notice, "others": group.others})
    return {
        "html": drawn,
        "text": _plain(drawn),
        "why": group.why,
        "facts": [] if letter.digest else facts_of(group.kind, group.notice),
        "passages": [
            {"name": notice.actor.name if notice.actor and len(line.passages) > 1 else "", "passage": passage}
            for notice, passage in line.passages
        ],
    }


def _plain(drawn: str) -> str:
    """A notice's sentence in plain words, on one line."""
    return " ".join(unescape(strip_tags(drawn)).split(" ")).replace("\n", " ").strip()


def _subject(letter: Letter, sentences: list[str]) -> str:
    if len(sentences) == 1:
        words = sentences[0]
    elif len(letter.things) == 1:
        count = len(letter.kept)
        words = ngettext("%(count)d nouveauté\xa0: %(title)s", "%(count)d nouveautés\xa0: %(title)s", count) % {
            "count": count,
            "title": letter.things[0].title,
        }
    else:
        words = _("Récapitulatif\xa0: %(places)s") % {"places": _places(letter.sections)}
    words = " ".join(words.splitlines())
    return words if len(words) <= LONGEST_SUBJECT else words[: LONGEST_SUBJECT - 1].rstrip() + "…"


def _places(sections: list[Section]) -> str:
    named = ", ".join(f"{section.label} ({len(section.things)})" for section in sections[:NAMED_IN_SUBJECT])
    rest = len(sections) - NAMED_IN_SUBJECT
    if rest <= 0:
        return named
    others = ngettext("%(count)d autre", "%(count)d autres", rest) % {"count": rest}
    return _("%(named)s et %(others)s") % {"named": named, "others": others}


def _stops(letter: Letter) -> list[tuple[str, Stop]]:
    """What the foot of the mail offers to stop; the first is what the mail program's own button stops."""
    person = letter.person.pk
    if letter.digest:
        return [(_("Ne plus recevoir de récapitulatif"), Stop(person, "digest"))]
    kinds = {line.group.kind.key: line.group.kind for line in letter.lines}
    return [
        (
            _("Ne plus recevoir de courriel pour «\xa0%(kind)s\xa0»") % {"kind": kind.label},
            Stop(person, "kind", kind.key, cadence_of(kind)),
        )
        for kind in kinds.values()
    ]


def _stop_of_place(letter: Letter, section: Section) -> Stop:
    ref = section.ref or Ref(0, 0)
    return Stop(letter.person.pk, "target", f"{ref.type_id}.{ref.object_id}", SubscriptionLevel.DIGEST.value)


def _stop_url(stop: Stop) -> str:
    return absolute(reverse("activity:unsubscribe", args=[token_of(stop)]))


def _headers(letter: Letter, context: dict[str, Any]) -> dict[str, str]:
    """RFC 8058 for the one-click stop; one thread of mails per thing; nobody answers a machine."""
    headers = {
        "Message-ID": f"<{letter.mail}@{host()}>",
        "Date": formatdate(),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "List-ID": f"{settings.INSTALLATION_NAME} <notifications.{host()}>",
        "List-Unsubscribe": f"<{context['stops'][0]['url']}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    notice = letter.lines[0].group.notice
    if len(letter.things) == 1 and notice.object_id is not None and notice.content_type_id is not None:
        root = f"<{Ref(notice.content_type_id, notice.object_id).key}.{notice.object_id}@{host()}>"
        headers |= {"References": root, "In-Reply-To": root}
    return headers
