"""Posts of a thread: byline, text, reactions, buttons. A page shows fifty, so they are drawn here, with plain strings.

Every value goes through `safe`; the texts were made safe by core.markdown when they were written.
"""
# ruff: noqa: S308 (see above)

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.models import Reply, Thread
from core.rules.languages import html_language
from core.templatetags import formatting, markup, pieces
from core.templatetags.markup import safe

register = template.Library()
_PLACE = 987654321


register.filter("html_language", html_language)


@register.filter
def wait(length: dt.timedelta) -> str:
    """« 25 minutes », « 5 h », « 3 jours » of a usual wait: nobody needs it to the minute."""
    minutes = max(round(length.total_seconds() / 60), 1)
    if minutes < 60:
        return formatting.duration(minutes)
    hours = round(minutes / 60)
    if hours < 48:
        return f"{hours}\xa0h"
    return ngettext("%(days)d jour", "%(days)d jours", round(hours / 24)) % {"days": round(hours / 24)}


def _address(name: str, *before: int) -> str:
    """An address with `%d` where the number of the post goes: asking for each of fifty would cost a millisecond."""
    return reverse(f"community:{name}", args=[*before, _PLACE]).replace(str(_PLACE), "%d")


@dataclass
class Pen:
    """What all posts of one page share, worked out once: words, addresses, the token of the forms, the clock."""

    token: str
    viewer_id: int | None = None
    now: Any = field(default_factory=timezone.now)
    _accept: str | None = None

    def __post_init__(self) -> None:
        self.member = reverse("people:person-detail", args=[_PLACE]).replace(str(_PLACE), "%d")
        self.react_to_thread, self.react_to_reply = _address("thread-react"), _address("reply-react")
        self.edit, self.delete = _address("reply-edit"), _address("reply-delete")
        self.restore, self.history = _address("reply-restore"), _address("reply-history")
        self.edited, self.accepted = _("modifiée"), pieces.kind("answered", _("Réponse acceptée"), with_icon=True)
        self.accept_words = f"{markup.icon('circle-check')}{_('Accepter cette réponse')}"
        self.release_words = f"{markup.icon('undo-2')}{_('Ne plus accepter')}"
        self.delete_words = f"{markup.icon('trash-2')}{_('Supprimer')}"
        self.edit_words = f"{markup.icon('pencil')}{_('Modifier')}"
        self.reach = reverse("activity:reach", args=["reponse", _PLACE]).replace(str(_PLACE), "%d")
        self.reach_words = f"{markup.icon('radio')}{_('Portée')}"
        self.helped_words = f"{markup.icon('heart-handshake')}{_('M’a aidé aussi')}"
        self.gone, self.bring_back = _("Cette réponse a été supprimée."), _("Rétablir")
        self.muted = _("De quelqu’un que vous avez mis en sourdine\xa0: afficher")
        self.new = _("Nouveau depuis votre dernière visite")
        self.quote_words = f"{markup.icon('quote')}{_('Citer')}"

    def accept(self, reply: Reply) -> str:
        """The address that accepts a reply of this thread, with `%d` for the reply."""
        if self._accept is None:
            self._accept = _address("thread-accept", reply.thread_id)
        return self._accept


def _pen(context: Context) -> Pen:
    kept = context.render_context.get("pen")
    if kept is None:
        token = f'<input type="hidden" name="csrfmiddlewaretoken" value="{safe(context.get("csrf_token", ""))}">'
        kept = context.render_context["pen"] = Pen(token, getattr(context.get("viewer"), "pk", None))
    return kept


@register.simple_tag(takes_context=True)
def reaction_bar(context: Context, post: Thread | Reply, rows: Iterable[Mapping[str, Any]], enabled: bool) -> SafeString:
    """J’aime, Merci, Utile: one form whose answer replaces it; plain words where one may not react."""
    return mark_safe(_reactions(_pen(context), post, rows, enabled))


def _reactions(pen: Pen, post: Thread | Reply, rows: Iterable[Mapping[str, Any]], enabled: bool) -> str:
    if not enabled:
        words = [f"{safe(row['label'])} · {row['number']}" for row in rows if row["number"]]
        return f'<span class="reactions">{"  ".join(words)}</span>' if words else ""
    letter, url = ("f", pen.react_to_thread % post.pk) if isinstance(post, Thread) else ("r", pen.react_to_reply % post.pk)
    key = f"reactions-{letter}{post.pk}"
    # `reaction=like` puts it, `reaction=-like` takes it back.
    buttons = "".join(
        f'<button class="reaction" name="reaction" value="{"-" if row["own"] else ""}{row["key"]}"'
        f' aria-pressed="{"true" if row["own"] else "false"}">{safe(row["label"])}'
        f"{_number(row['number'])}</button>"
        for row in rows
    )
    return (
        f'<form class="reactions" id="{key}" method="post" action="{url}" hx-post="{url}" hx-target="#{key}"'
        f' hx-swap="outerHTML">{pen.token}{buttons}</form>'
    )


@register.simple_tag(takes_context=True)
def helped_button(context: Context, post: Reply, row: Mapping[str, Any]) -> SafeString:
    """« M’a aidé aussi » after a press."""
    return mark_safe(_helped(_pen(context), post, row, True))


def _helped(pen: Pen, post: Reply, row: Mapping[str, Any], enabled: bool) -> str:
    """One's own answer shows the count alone."""
    if not enabled:
        if not row["number"]:
            return ""
        words = ngettext(
            "%(count)d personne dit que cela l’a aidée", "%(count)d personnes disent que cela les a aidées", row["number"]
        )
        return f'<span class="helped-count">{safe(words % {"count": row["number"]})}</span>'
    key, url = f"aide-{post.pk}", pen.react_to_reply % post.pk
    return (
        f'<form class="helped" id="{key}" method="post" action="{url}" hx-post="{url}" hx-target="#{key}"'
        f' hx-swap="outerHTML">{pen.token}<button class="reaction" name="reaction"'
        f' value="{"-" if row["own"] else ""}helped" aria-pressed="{"true" if row["own"] else "false"}">'
        f"{pen.helped_words}{_number(row['number'])}</button></form>"
    )


def _number(number: int) -> str:
    return f' <span class="number">{number}</span>' if number else ""


@register.simple_tag(takes_context=True)
def reply_list(
    context: Context,
    rows: Iterable[Mapping[str, Any]],
    *,
    first_new: int = 0,
    posted: Reply | None = None,
    asked_for: bool = False,
) -> SafeString:
    """Replies in their order; the accepted one stands above the list and is left out.

    `first_new`: where the mark of what is new goes, with the focus when the reader asked for the news. `posted`: the reply
    just written, which takes the focus.
    """
    pen, parts = _pen(context), []
    for row in rows:
        if row["reply"].pk == first_new:
            focus = ' tabindex="-1" autofocus' if asked_for and posted is None else ""
            parts.append(f'<p class="new-mark" id="nouveau"{focus}><span>{safe(pen.new)}</span></p>')
        if not row["is_accepted"]:
            parts.append(_reply(pen, row, focus=posted is not None and posted.pk == row["reply"].pk))
    return mark_safe("".join(parts))


@register.simple_tag(takes_context=True)
def accepted_reply(context: Context, row: Mapping[str, Any]) -> SafeString:
    """The accepted answer, above the others."""
    return mark_safe(_reply(_pen(context), row, focus=False))


def _reply(pen: Pen, row: Mapping[str, Any], *, focus: bool) -> str:
    reply = row["reply"]
    if reply.deleted_at is not None:
        inside = f'<p class="muted">{safe(pen.gone)}{_bring_back(pen, reply) if row["can_restore"] else ""}</p>'
    else:
        text = f'<div class="prose" lang="{html_language(reply.language)}">{reply.body_html}</div>'
        inside = _head(pen, row) + text + _foot(pen, row)
        if row["muted"]:
            inside = f'<details class="muted-post"><summary>{safe(pen.muted)}</summary>{inside}</details>'
    classes = "card reply is-accepted" if row["is_accepted"] else "card reply"
    attributes = ' tabindex="-1" autofocus' if focus else ""
    return f'<article class="{classes}" id="reponse-{reply.pk}"{attributes}>{inside}</article>\n'


def _bring_back(pen: Pen, reply: Reply) -> str:
    return (
        f' <form method="post" action="{pen.restore % reply.pk}" class="inline">{pen.token}'
        f'<button class="btn-link">{safe(pen.bring_back)}</button></form>'
    )


def _head(pen: Pen, row: Mapping[str, Any]) -> str:
    reply = row["reply"]
    author, number = reply.author, reply.pk
    edited = f' · <a href="{pen.history % number}">{safe(pen.edited)}</a>' if reply.edited_at else ""
    when = f'<a class="quiet" href="?reponse={number}#reponse-{number}">{pieces.when(reply.created_at, pen.now)}</a>'
    return (
        f'<div class="byline">{markup.avatar(author)}<div class="byline-words">'
        f'<a class="byline-name" href="{pen.member % author.pk}">{safe(author.name)}</a>'
        f'<span class="small"> · {safe(author.acronym)} · {when}{edited}</span>'
        f"</div>{pen.accepted if row['is_accepted'] else ''}</div>"
    )


def _foot(pen: Pen, row: Mapping[str, Any]) -> str:
    reply = row["reply"]
    parts = _reactions(pen, reply, row["reactions"], row["can_react"])
    if row["helped"] is not None:
        parts += _helped(pen, reply, row["helped"], row["can_help"])
    if row["can_accept"]:
        parts += (
            f'<form method="post" action="{pen.accept(reply) % reply.pk}" class="inline">{pen.token}'
            f'<input type="hidden" name="retirer" value="{"1" if row["is_accepted"] else "0"}">'
            f'<button class="btn-link">{pen.release_words if row["is_accepted"] else pen.accept_words}</button></form>'
        )
    if row["can_quote"]:
        author = safe(reply.author.name)
        parts += f'<a href="?citer={reply.pk}#repondre" data-quote="{author}" rel="nofollow">{pen.quote_words}</a>'
    if row["can_edit"]:
        parts += f'<span class="push">{_own_menu(pen, reply)}</span>'
    return f'<div class="actions">{parts}</div>' if parts else ""


def _own_menu(pen: Pen, reply: Reply) -> SafeString:
    own = reply.author_id == pen.viewer_id
    reach = f'<a class="menu-item" href="{pen.reach % reply.pk}">{pen.reach_words}</a>' if own else ""
    inside = (
        f'<a class="menu-item" href="{pen.edit % reply.pk}">{pen.edit_words}</a>'
        f'<form method="post" action="{pen.delete % reply.pk}" class="inline">{pen.token}'
        f'<button class="menu-item">{pen.delete_words}</button></form>'
    )
    label = _("Autres actions sur la réponse de %(name)s") % {"name": reply.author.name}
    return pieces.menu(mark_safe(inside + reach), label)
