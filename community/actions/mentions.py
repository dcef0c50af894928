"""People named in members' texts, of whatever kind: who may be named, under which name, with a link to them.

Who is told of it: `subscribers/mentions.py`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.models import Space
from community.queries.members import readers_among
from core.markdown import MENTION, mentioned_ids, render
from people.models import Person

MAX_MENTIONS = 20


class TextRefused(ValidationError):
    """The text cannot be published as it is; the message says what to mend."""


class NamesRefused(TextRefused):
    """Too many people are named, or somebody who cannot read it. `part`: which of the texts to mend."""

    def __init__(self, message: str, *, code: str, part: str) -> None:
        super().__init__(message, code=code)
        self.part = part


@dataclass(frozen=True)
class Named:
    """Whom a text may name, by id, in its order: readers of its space. Other mentions stay as plain words."""

    people: dict[int, Person] = field(default_factory=dict)

    def canonical(self, text: str) -> str:
        """Each mention under the person's own name: a text cannot put one name on another person."""
        return MENTION.sub(self._own_name, text) if self.people else text

    def html(self, text: str) -> str:
        """Safe HTML, with a link to each of them."""
        return render(text, mention_url=self._url)

    def _own_name(self, match: re.Match[str]) -> str:
        person = self.people.get(int(match["id"]))
        if person is None:
            return match[0]
        name = person.name[:120].replace("[", "(").replace("]", ")")
        return f"@[{name}](membre:{person.pk})"

    def _url(self, number: int) -> str | None:
        return self.people[number].get_absolute_url() if number in self.people else None


def named_in(parts: Mapping[str, str], *, space: Space, named_before: Iterable[int] = ()) -> Named:
    """The people named in the texts of one thing (part → text); one query, none when nobody is named.

    Raises NamesRefused: more than MAX_MENTIONS in all of them, or somebody who does not read the space, but for who was
    named there before (they may have left since).
    """
    ids = {part: mentioned_ids(text) for part, text in parts.items()}
    _check_number(ids)
    named = _readers(ids, space)
    known = named.people.keys() | set(named_before)
    for part, numbers in ids.items():
        outside = [number for number in numbers if number not in known]
        if outside:
            raise _outside(parts[part], outside, part)
    return named


def readers_named(texts: Iterable[str], *, space: Space) -> Named:
    """The people named in texts that stand already: nothing is refused."""
    return _readers({str(place): mentioned_ids(text) for place, text in enumerate(texts)}, space)


def newly_named(before: str, after: str) -> tuple[int, ...]:
    """Ids of who is named after a change and was not before it."""
    return tuple(sorted(set(mentioned_ids(after)) - set(mentioned_ids(before))))


def _readers(ids: Mapping[str, list[int]], space: Space) -> Named:
    order = list(dict.fromkeys(number for numbers in ids.values() for number in numbers))
    people = {person.pk: person for person in readers_among(space, order)} if order else {}
    return Named({number: people[number] for number in order if number in people})


def _check_number(ids: Mapping[str, list[int]]) -> None:
    """Counted over all the texts; the one that goes beyond the limit is the one to mend."""
    count = len({number for numbers in ids.values() for number in numbers})
    if count <= MAX_MENTIONS:
        return
    seen: set[int] = set()
    for part, numbers in ids.items():
        seen.update(numbers)
        if len(seen) > MAX_MENTIONS:
            words = _(
                "Vous mentionnez %(count)s personnes; la limite est de %(limit)s par message. "
                "Nommez celles à qui vous parlez, ou écrivez à l’espace."
            )
            raise NamesRefused(words % {"count": count, "limit": MAX_MENTIONS}, code="too-many-mentions", part=part)


def _outside(text: str, numbers: list[int], part: str) -> NamesRefused:
    names = {int(match["id"]): match["name"] for match in MENTION.finditer(text)}
    words = ngettext(
        "%(names)s ne lit pas cet espace\xa0: retirez la mention.",
        "%(names)s ne lisent pas cet espace\xa0: retirez les mentions.",
        len(numbers),
    )
    return NamesRefused(words % {"names": ", ".join(names[number] for number in numbers)}, code="mention-outside", part=part)
