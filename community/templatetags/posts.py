"""What stands around the text of a post: byline, reactions, buttons. A thread shows fifty, so this is Python, not nodes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from community.models import Reply, Thread
from core.templatetags import markup, pieces

register = template.Library()
HTML_LANGUAGES = {"fr": "fr-CA", "en": "en-CA"}


@register.filter
def html_language(code: str) -> str:
    """The value of a `lang` attribute for a post's language."""
    return HTML_LANGUAGES.get(code, "fr-CA")


def _token(context: Context) -> SafeString:
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', context.get("csrf_token", ""))


@register.simple_tag(takes_context=True)
def reaction_bar(context: Context, post: Thread | Reply, rows: Iterable[Mapping[str, Any]], enabled: bool) -> SafeString:
    """J’aime, Merci, Utile: one form whose answer replaces it; plain words where one may not react."""
    if not enabled:
        words = [f"{row['label']} · {row['number']}" for row in rows if row["number"]]
        return format_html('<span class="reactions">{}</span>', "  ".join(words)) if words else format_html("")
    of_reply = isinstance(post, Reply)
    url = reverse("community:reply-react" if of_reply else "community:thread-react", args=[post.pk])
    key = f"reactions-{'r' if of_reply else 'f'}{post.pk}"
    buttons = format_html_join("", "{}", ((_reaction(row),) for row in rows))
    return format_html(
        '<form class="reactions" id="{0}" method="post" action="{1}" hx-post="{1}" hx-target="#{0}" hx-swap="outerHTML">'
        "{2}{3}</form>",
        key,
        url,
        _token(context),
        buttons,
    )


def _reaction(row: Mapping[str, Any]) -> SafeString:
    """One button: `reaction=like` puts it, `reaction=-like` takes it back."""
    return format_html(
        '<button class="reaction" name="reaction" value="{}{}" aria-pressed="{}">{}{}</button>',
        "-" if row["own"] else "",
        row["key"],
        "true" if row["own"] else "false",
        row["label"],
        format_html(' <span class="number">{}</span>', row["number"]) if row["number"] else "",
    )


@register.simple_tag
def reply_head(row: Mapping[str, Any], place: str) -> SafeString:
    """Who answered, when, and whether this is the accepted answer. `place` is the address of the reply."""
    reply = row["reply"]
    edited = ""
    if reply.edited_at:
        history = reverse("community:reply-history", args=[reply.pk])
        edited = format_html(' · <a href="{}">{}</a>', history, _("modifiée"))
    pill = pieces.kind("answered", _("Réponse acceptée"), with_icon=True) if row["is_accepted"] else ""
    return format_html(
        '<div class="byline">{}<div class="byline-words"><a class="byline-name" href="{}">{}</a><span class="small"> · {} ·'
        ' <a class="quiet" href="{}">{}</a>{}</span></div>{}</div>',
        markup.avatar(reply.author),
        reply.author.get_absolute_url(),
        reply.author.name,
        reply.author.organisation.acronym,
        place,
        pieces.when(reply.created_at),
        edited,
        pill,
    )


@register.simple_tag(takes_context=True)
def reply_foot(context: Context, row: Mapping[str, Any]) -> SafeString:
    """Reactions and what one may do with the answer."""
    reply = row["reply"]
    parts = [reaction_bar(context, reply, row["reactions"], row["can_react"])]
    if row["can_accept"]:
        parts.append(_accept(context, reply, accepted=row["is_accepted"]))
    if row["can_edit"]:
        parts.append(_own_menu(context, reply))
    inside = [part for part in parts if part]
    return (
        format_html('<div class="actions">{}</div>', format_html_join("", "{}", ((part,) for part in inside)))
        if inside
        else ""
    )


def _accept(context: Context, reply: Reply, *, accepted: bool) -> SafeString:
    return format_html(
        '<form method="post" action="{}" class="inline">{}<input type="hidden" name="retirer" value="{}">'
        '<button class="btn-link">{}{}</button></form>',
        reverse("community:thread-accept", args=[reply.thread_id, reply.pk]),
        _token(context),
        "1" if accepted else "0",
        markup.icon("undo-2" if accepted else "circle-check"),
        _("Ne plus accepter") if accepted else _("Accepter cette réponse"),
    )


def _own_menu(context: Context, reply: Reply) -> SafeString:
    delete = format_html(
        '<form method="post" action="{}" class="inline">{}<button class="menu-item">{}{}</button></form>',
        reverse("community:reply-delete", args=[reply.pk]),
        _token(context),
        markup.icon("trash-2"),
        _("Supprimer"),
    )
    edit = format_html(
        '<a class="menu-item" href="{}">{}{}</a>',
        reverse("community:reply-edit", args=[reply.pk]),
        markup.icon("pencil"),
        _("Modifier"),
    )
    label = _("Autres actions sur la réponse de %(name)s") % {"name": reply.author.name}
    return format_html('<span class="push">{}</span>', pieces.menu(format_html("{}{}", edit, delete), label))
