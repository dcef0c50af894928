"""Where sheets stand in the editor's tree, and the workflow that they go through; made on demand."""

from django.db import connection
from wagtail.models import Locale, Page, Site, Workflow, WorkflowTask

from community.models import PeerReviewTask, PracticeIndexPage, PracticePage
from core.rules.text import sort_key
from people.models import Organisation

WORKFLOW = "Relecture par les pairs"
# A number of our own for pg_advisory_xact_lock: two first sheets at once make one index, one workflow.
_LOCK = 7_130_001


def add_sheet(page: PracticePage, organisation: Organisation) -> PracticePage:
    """Put a new sheet under the index of the organisation, at an address that is free there."""
    index = index_of(organisation)
    page.slug = free_slug(page.title, index)
    added: PracticePage = index.add_child(instance=page)
    return added


def index_of(organisation: Organisation) -> PracticeIndexPage:
    """The index of an organisation, held until the end of the transaction; made under the site's root when it is missing."""
    found = PracticeIndexPage.objects.filter(organisation=organisation).first()
    if found is None:
        _hold()
        found = PracticeIndexPage.objects.filter(organisation=organisation).first() or _make_index(organisation)
    held: PracticeIndexPage = PracticeIndexPage.objects.select_for_update(of=("self", "page_ptr"), no_key=True).get(
        pk=found.pk
    )
    return held


def _make_index(organisation: Organisation) -> PracticeIndexPage:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    parent = site.root_page if site is not None else Page.get_first_root_node()
    parent = Page.objects.select_for_update(no_key=True).get(pk=parent.pk)
    locale = parent.locale if parent.locale_id else Locale.objects.get(language_code="fr")
    title = f"Fiches de pratique ({organisation.acronym})"
    index = PracticeIndexPage(title=title, organisation=organisation, locale=locale, live=True)
    index.slug = free_slug(title, parent)
    made: PracticeIndexPage = parent.add_child(instance=index)
    return made


def free_slug(title: str, parent: Page, *, but: Page | None = None) -> str:
    """An address from the title, without accents; a number is added when a neighbour has it."""
    base = sort_key(title).replace(" ", "-")[:80].strip("-") or "fiche"
    neighbours = parent.get_children()
    if but is not None:
        neighbours = neighbours.not_page(but)
    taken = set(neighbours.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{base}-{number}") not in taken)


def workflow() -> Workflow:
    """The workflow of every sheet: one step, peer review."""
    found = _workflow()
    if found is None:
        _hold()
        found = _workflow()
    if found is None:
        found = Workflow.objects.create(name=WORKFLOW)
        WorkflowTask.objects.create(workflow=found, task=PeerReviewTask.objects.create(name=WORKFLOW), sort_order=0)
    return found


def _workflow() -> Workflow | None:
    return PracticePage().get_workflow()


def _hold() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def locked(page: PracticePage) -> PracticePage:
    """The sheet as it is now, held until the end of the transaction, with its space."""
    rows = PracticePage.objects.select_for_update(of=("self", "page_ptr"), no_key=True).select_related("space")
    return rows.get(pk=page.pk)
