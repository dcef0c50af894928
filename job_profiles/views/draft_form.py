"""A draft written: the form, saved by its button or by itself, beside what ministries and members said of it."""

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import render as render_page
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from competencies.queries.frameworks import by_code, level_names
from core.htmx import is_htmx, redirect
from core.rules.differences import compare_sections
from job_profiles.actions import drafting
from job_profiles.actions.drafting import FIELDS, EditConflict
from job_profiles.forms.drafting import DraftForm
from job_profiles.models import ProfileVersion
from job_profiles.permissions import can_edit
from job_profiles.queries import drafting as queries
from job_profiles.queries import texts
from job_profiles.queries.lacking import lacking
from job_profiles.rules import wording
from job_profiles.views.drafting import draft_of
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

HOUR = 3600


def initial_of(version: ProfileVersion) -> dict[str, Any]:
    """What the form shows at first; a last empty row waits for one more competency, and for one more move."""
    needed = version.requirements.select_related("competency").order_by("competency__order", "competency__code")
    return {
        "edit": version.edit,
        "tab": uuid.uuid4().hex,
        **{name: getattr(version, name) for name in FIELDS},
        "needed": [
            {
                "competency": row.competency.code, "level": row.level, "essential": "1" if row.essential else "0",
                "why_fr": row.why_fr, "why_en": row.why_en,
            }
            for row in needed
        ] + [{}],
        "moves": [
            {"to": str(row.to_id), "note_fr": row.note_fr, "note_en": row.note_en}
            for row in version.moves.order_by("to__order")
        ] + [{}],
    }  # fmt: skip


@member_view("GET", "POST")
def draft_edit(request: "MemberRequest", pk: int) -> HttpResponse:
    """The form. Saved by somebody else meanwhile: 409, the typed text and what differs from theirs."""
    version = draft_of(request.person, pk)
    if not can_edit(request.person, version) or version.rounds.filter(closed_at=None).exists():
        raise PermissionDenied(_("Le texte de cette version ne se modifie pas en ce moment\xa0: elle est en consultation."))
    data = _prepared(request, version) if request.method == "POST" else None
    initial = initial_of(version)
    form = DraftForm(data, version=version, initial=initial, competencies=queries.kept_competencies(version))
    if data is None:
        return _page(request, version, form)
    if not form.is_valid():
        return _refused(request, version, form)
    try:
        saved = _save(request, version, form)
    except EditConflict as refusal:
        return _conflict(request, refusal.version, form, data)
    except ValidationError as refusal:
        for words in refusal.messages:
            form.add_error(None, words)
        return _refused(request, version, form)
    if is_htmx(request):
        context = {"version": saved, "form": form, "hints": _hints(request, saved, form.texts), "lacking": lacking(saved)}
        return render_page(request, "job_profiles/parts/draft_saved.html", context)
    return _next(request, saved)


def _prepared(request: "MemberRequest", version: ProfileVersion) -> QueryDict:
    """What was posted, with a hint put in its place, or one more row, where that button was pressed."""
    data = request.POST.copy()
    field, found = _pressed(data, "appliquer")
    if found is not None:
        data[field] = queries.applied(str(data[field]), found)
    field, found = _pressed(data, "ignorer")
    if found is not None:
        ignored = request.session.setdefault(_ignored_key(version), [])
        ignored.append(queries.Hinted(field, found).key)
        request.session.modified = True
    return data


def _pressed(data: QueryDict, button: str) -> tuple[str, wording.Hint | None]:
    """The field, and the hint whose button was pressed, if its text still is what it was."""
    field, _bar, place = str(data.get(button, "")).partition("|")
    start, _bar, end = place.partition("|")
    if field not in FIELDS or not (start.isdigit() and end.isdigit()):
        return "", None
    text = data[field] = str(data.get(field, "")).replace("\r\n", "\n").strip()
    return field, next((one for one in wording.hints(text) if (one.start, one.end) == (int(start), int(end))), None)


def _ignored_key(version: ProfileVersion) -> str:
    return f"profil-conseils-{version.pk}"


def _hints(request: "MemberRequest", version: ProfileVersion, said: Any) -> dict[str, list[queries.Hinted]]:
    return queries.hints_of(said, ignored=set(request.session.get(_ignored_key(version), [])))


def _save(request: "MemberRequest", version: ProfileVersion, form: DraftForm) -> ProfileVersion:
    """One call of the action. An edit that this very page made (its answer was lost, two saves crossed) is no conflict."""
    tab, edit = form.cleaned_data["tab"], form.cleaned_data["edit"]
    values: dict[str, Any] = {
        "by": request.person, "version": version, "texts": form.texts, "requirements": form.requirements,
        "moves": form.ways, "at": timezone.now(),
    }  # fmt: skip
    try:
        saved = drafting.save_draft(edit=edit, **values)
    except EditConflict as refusal:
        since = range(edit + 1, refusal.version.edit + 1)
        if not tab or not since or any(cache.get(_made_by(version.pk, number)) != tab for number in since):
            raise
        saved = drafting.save_draft(edit=refusal.version.edit, **values)
    if tab:
        cache.set(_made_by(version.pk, saved.edit), tab, HOUR)
    return saved


def _made_by(pk: int, edit: int) -> str:
    return f"ebauche:{pk}:{edit}"


def _next(request: "MemberRequest", version: ProfileVersion) -> HttpResponse:
    """Where the button leads: on with writing (the same place), the preview, the consultation."""
    here = reverse("job_profiles:draft-edit", args=[version.pk])
    if request.POST.get("suite") == "apercu":
        return redirect(request, reverse("job_profiles:draft-preview", args=[version.pk]))
    if request.POST.get("suite") == "consulter":
        return redirect(request, reverse("job_profiles:round-create", args=[version.pk]))
    if wanted := request.POST.get("ajouter"):
        return redirect(request, f"{here}?ajouter={'mobilite' if wanted == 'mobilite' else 'competence'}#{wanted}s")
    field = (request.POST.get("appliquer") or request.POST.get("ignorer") or "").partition("|")[0]
    messages.success(request, _("Enregistré."))
    return redirect(request, f"{here}#id_{field}" if field in FIELDS else here)


def _page(request: "MemberRequest", version: ProfileVersion, form: DraftForm, **more: Any) -> HttpResponse:
    status = more.pop("status", 200)
    before = queries.before(version)
    said = form.data if form.is_bound else {name: getattr(version, name) for name in FIELDS}
    context = {
        "version": version,
        "form": form,
        "before": before,
        "old": {row.key: row for row in texts.rows_of(texts.snapshot(before))} if before else {},
        "beside": queries.beside(version),
        "hints": _hints(request, version, said),
        "lacking": lacking(version),
        "adds": request.GET.get("ajouter", ""),
        **more,
    }
    return render_page(request, "job_profiles/draft_form.html", context, status=status)


def _refused(request: "MemberRequest", version: ProfileVersion, form: DraftForm) -> HttpResponse:
    if is_htmx(request):
        return render_page(request, "job_profiles/parts/draft_unsaved.html", {"form": form}, status=422)
    return _page(request, version, form, status=422)


def _conflict(request: "MemberRequest", version: ProfileVersion, form: DraftForm, data: QueryDict) -> HttpResponse:
    """What stands saved, held against what was typed. The form now knows of the other edit: saving again is a choice."""
    if is_htmx(request):
        return render_page(request, "job_profiles/parts/draft_unsaved.html", {"form": form, "other": version}, status=409)
    labels = {field.name: field.label for field in form}
    theirs = {name: getattr(version, name) for name in FIELDS} | _parts_of(initial_of(version), form)
    mine = {name: form.texts[name].strip().replace("\r\n", "\n") for name in FIELDS} | _typed_parts(form)
    labels |= {"needed": _("Compétences requises"), "moves": _("Mobilité de carrière")}
    found = [one for one in compare_sections(theirs, mine, [*FIELDS, "needed", "moves"]) if one.changed]
    data["edit"] = str(version.edit)
    conflict = [texts.Changed(str(labels[one.key]), one) for one in found]
    return _page(request, version, form, conflict=conflict, in_conflict=True, status=409)


def _parts_of(initial: dict[str, Any], form: DraftForm) -> dict[str, str]:
    """Requirements and moves as they stand saved, in words."""
    needed = [
        _needed_line(form, row["competency"], row["level"], row["essential"], row["why_fr"])
        for row in initial["needed"]
        if row
    ]
    return _in_words(form, needed, [(row["to"], row["note_fr"]) for row in initial["moves"] if row])


def _typed_parts(form: DraftForm) -> dict[str, str]:
    codes = {one.pk: one.code for one in form.known.values()}
    needed = [
        _needed_line(form, codes[row.competency_id], row.level, "1" if row.essential else "0", row.why_fr)
        for row in form.requirements
    ]
    return _in_words(form, needed, [(str(row.to_id), row.note_fr) for row in form.ways])


def _in_words(form: DraftForm, needed: list[str], moves: list[tuple[str, str]]) -> dict[str, str]:
    ways = dict(form.moves.form_kwargs["profiles"])
    return {"needed": "\n".join(needed), "moves": "\n".join(f"{ways.get(to, to)} {note}" for to, note in moves)}


def _needed_line(form: DraftForm, code: str, level: int, essential: str, why: str) -> str:
    kind = _("essentielle") if essential == "1" else _("atout")
    name = form.known[code].name if code in form.known else code
    return f"{name}, {level}, {kind}. {why}".strip()


@member_view("GET")
def draft_competency(request: "MemberRequest") -> HttpResponse:
    """The definition of a competency and « you can » at a level, for the row of a form (`ligne`)."""
    row = request.GET.get("ligne", "0")
    number = int(row) if row.isdigit() and len(row) < 4 else 0
    chosen = by_code(request.GET.get(f"competence-{number}-competency", "")).first()
    level = request.GET.get(f"competence-{number}-level", "")
    rank = int(level) if level in {"1", "2", "3", "4"} else 0
    context = {
        "row": number,
        "chosen": chosen,
        "sentence": queries.can_sentence(chosen, rank) if chosen else None,
        "level_names": level_names(),
    }
    return render_page(request, "job_profiles/parts/draft_competency.html", context)
