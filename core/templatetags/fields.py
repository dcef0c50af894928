"""How a form field is drawn: label above, help under the label, the control, the error in a sentence next to it."""
# ruff: noqa: S308 (help texts are ours, as Django takes them; the rest was built by format_html)

from typing import Any

from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.templatetags.markup import attributes, icon

EMPTY = mark_safe("")


def described_by(bound: BoundField, *, help_text: str) -> str:
    """The ids of what explains the field, for aria-describedby."""
    ids = [f"{bound.auto_id}_helptext"] if help_text else []
    if bound.errors:
        ids.append(f"{bound.auto_id}_error")
    return " ".join(ids)


def help_line(bound: BoundField, help_text: str) -> SafeString:
    if not help_text:
        return EMPTY
    return format_html('<div class="field-help" id="{}_helptext">{}</div>', bound.auto_id, mark_safe(help_text))


def error_line(bound: BoundField) -> SafeString:
    if not bound.errors:
        return EMPTY
    words = format_html_join(" ", "{}", ((error,) for error in bound.errors))
    return format_html(
        '<div class="field-error" id="{}_error">{}<span>{}</span></div>', bound.auto_id, icon("circle-alert"), words
    )


def label_words(bound: BoundField, label: str) -> SafeString:
    """The label; a field that may stay empty says so in words (its own, `optional`, if it has some), a required one needs no
    star."""
    words = label or bound.label
    if bound.field.required or bound.field.disabled or isinstance(bound.field.widget, CheckboxInput):
        return format_html("{}", words)
    return format_html(
        '{} <span class="field-optional">{}</span>', words, getattr(bound.field, "optional", _("(facultatif)"))
    )


def field(bound: BoundField, *, label: str = "", help_text: str = "", values: dict[str, Any]) -> SafeString:
    """One field, wholly. `values` are attributes for the control (`rows`, `autocomplete`, `hx_get`…)."""
    if bound.is_hidden:
        return format_html("{}{}", bound.as_hidden(), error_line(bound))
    help_text = help_text or str(bound.help_text or "")
    attrs: dict[str, Any] = {name.replace("_", "-"): value for name, value in values.items() if value not in (None, False)}
    explained = described_by(bound, help_text=help_text)
    widget = bound.field.widget
    if bound.use_fieldset:
        return _group(bound, label=label, help_text=help_text, attrs=attrs, explained=explained)
    if explained:
        attrs["aria-describedby"] = explained
    if isinstance(widget, CheckboxInput):
        return format_html(
            '<div class="field"><div class="check">{}<label for="{}">{}</label></div>{}{}</div>',
            bound.as_widget(attrs=attrs),
            bound.id_for_label,
            label_words(bound, label),
            help_line(bound, help_text),
            error_line(bound),
        )
    return format_html(
        '<div class="field"><label class="field-label" for="{}">{}</label>{}{}{}</div>',
        bound.id_for_label,
        label_words(bound, label),
        help_line(bound, help_text),
        bound.as_widget(attrs=attrs),
        error_line(bound),
    )


def _group(bound: BoundField, *, label: str, help_text: str, attrs: dict[str, Any], explained: str) -> SafeString:
    """Several controls under one legend: radio buttons, boxes, dates in parts."""
    if isinstance(bound.field.widget, (RadioSelect, CheckboxSelectMultiple)):
        control = _choices(bound, attrs)
    else:
        control = bound.as_widget(attrs=attrs)
    return format_html(
        '<fieldset class="field" id="{}"{}><legend>{}</legend>{}{}{}</fieldset>',
        f"{bound.auto_id}_group",
        format_html(' aria-describedby="{}"', explained) if explained else EMPTY,
        label_words(bound, label),
        help_line(bound, help_text),
        control,
        error_line(bound),
    )


def _choices(bound: BoundField, attrs: dict[str, Any]) -> SafeString:
    """Choices one under another; as cards when the widget carries `choice_help` (and `choice_icons`), keyed by value."""
    widget = bound.field.widget
    help_by_value = getattr(widget, "choice_help", {})
    icons = getattr(widget, "choice_icons", {})
    rows = []
    all_attrs = {**bound.build_widget_attrs(attrs), "id": bound.auto_id}
    for choice in widget.subwidgets(bound.html_name, bound.value(), all_attrs):
        value = str(choice["value"])
        tag = format_html(
            '<input type="{}" name="{}" value="{}"{}>', choice["type"], choice["name"], value, attributes(choice["attrs"])
        )
        if help_by_value:
            drawing = icon(icons[value]) if value in icons else EMPTY
            rows.append(
                format_html(
                    '<label class="choice-card">{}{}<span><span class="choice-title">{}</span>'
                    '<span class="small">{}</span></span></label>',
                    tag,
                    drawing,
                    choice["label"],
                    help_by_value.get(value, ""),
                )
            )
        else:
            rows.append(format_html('<label class="check">{}<span>{}</span></label>', tag, choice["label"]))
    return format_html('<div class="{}">{}</div>', "choice-cards" if help_by_value else "choices", mark_safe("".join(rows)))


def target_id(bound: BoundField) -> str:
    """The id to which the summary of errors leads: the control, or the first of a group."""
    return bound.id_for_label or f"{bound.auto_id}_0"


def form_errors(form: BaseForm) -> SafeString:
    """What is to be mended, with a link to each field; nothing when all is well. It takes the focus when it appears."""
    if not form.is_bound or not form.errors:
        return EMPTY
    rows = [format_html("<li>{}</li>", error) for error in form.non_field_errors()]
    for bound in form:
        rows += [
            format_html('<li><a href="#{}">{}{} {}</a></li>', target_id(bound), bound.label, _(" :"), error)
            for error in bound.errors
        ]
    title = ngettext("Il reste une chose à corriger", "Il reste %(count)d choses à corriger", len(rows))
    return format_html(
        '<div class="error-summary" id="form-errors" tabindex="-1" role="group" aria-labelledby="form-errors-title"'
        ' autofocus><h2 class="notice-title" id="form-errors-title">{}</h2><ul>{}</ul></div>',
        title % {"count": len(rows)},
        mark_safe("".join(rows)),
    )


def editor_parts(bound: BoundField, *, label: str, rows: int, placeholder: str, mention_url: str) -> dict[str, Any]:
    """What the template of the Markdown editor needs of its field."""
    help_text = str(bound.help_text or "")
    attrs: dict[str, Any] = {"class": "editor-text", "rows": rows}
    if placeholder:
        attrs["placeholder"] = placeholder
    if mention_url:
        attrs["data-mention-url"] = mention_url
    if explained := described_by(bound, help_text=help_text):
        attrs["aria-describedby"] = explained
    return {
        "bound": bound,
        "control": bound.as_widget(attrs=attrs),
        "label": label_words(bound, label),
        "help": help_line(bound, help_text),
        "error": error_line(bound),
        "mentions": bool(mention_url),
    }
