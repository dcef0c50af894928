"""To whom a plan is shown, what was agreed with whom, what both said. Each exchange is between the person and one other."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils import timezone

from core.database import prepared
from learning.models import Plan, PlanAgreement, PlanComment
from learning.queries import shares
from learning.queries.plans import shared_with
from learning.queries.shares import Given
from people.models import Grant, Person
from people.queries.grants import in_force
from people.queries.reporting import ids_above


def label_of(plan: Plan) -> str:
    """How the grant, and the log of who looked, name a plan. In French, as records are."""
    return f"Plan de développement du {plan.from_on.isoformat()} au {plan.to_on.isoformat()}"


def is_plan(grant: Grant) -> bool:
    return grant.content_type == ContentType.objects.get_for_model(Plan)


def own_grant(person: Person, pk: int) -> Grant:
    """Raises Grant.DoesNotExist for anything but a share of one's own plan."""
    kind = ContentType.objects.get_for_model(Plan)
    return Grant.objects.select_related("grantee", "content_type").get(pk=pk, person=person, content_type=kind)


def grants_of(plan: Plan, at: dt.datetime) -> QuerySet[Grant]:
    kind = ContentType.objects.get_for_model(Plan)
    rows = in_force(timezone.localdate(at)).filter(person=plan.person_id, content_type=kind, object_id=plan.pk)
    return rows.select_related("grantee").order_by("created_at", "pk")


def is_shown_to(plan: Plan, viewer: Person, at: dt.datetime) -> bool:
    return shared_with(viewer, at).filter(pk=plan.pk).exists()


@dataclass(frozen=True)
class Agreed:
    """The newest agreement with one partner. `changed`: the plan is not any more what was agreed on."""

    agreement: PlanAgreement
    changed: bool
    manager_before: bool

    @property
    def state(self) -> str:
        row = self.agreement
        return "withdrawn" if row.withdrawn_at else "agreed" if row.agreed_at else "asked"

    @property
    def stands(self) -> bool:
        return self.state == "agreed" and not self.changed


@dataclass(frozen=True)
class Exchange:
    """All between the person and one other. `given`: None once the plan is no longer shown; `left`: they left the network;
    `no_longer_manager`: they were the person's manager when the agreement was asked, and are not today."""

    partner: Person
    given: Given | None = None
    agreed: Agreed | None = None
    comments: Sequence[PlanComment] = ()

    @property
    def left(self) -> bool:
        return not self.partner.is_active

    @property
    def no_longer_manager(self) -> bool:
        return self.agreed is not None and self.agreed.manager_before and not self.left


@dataclass(frozen=True)
class Talk:
    """`exchanges`: of the owner, one per partner; of a partner, their own alone. `notes`: of the owner's reviews."""

    exchanges: list[Exchange] = field(default_factory=list)
    notes: list[PlanComment] = field(default_factory=list)

    @property
    def shown(self) -> list[Exchange]:
        return [one for one in self.exchanges if one.given is not None]

    @property
    def mine(self) -> Exchange | None:
        return next(iter(self.exchanges), None)


@prepared
def talk_of(plan: Plan, viewer: Person, at: dt.datetime) -> Talk:
    """Five queries at most for the owner, whatever the number of partners."""
    own = viewer.pk == plan.person_id
    grants = list(grants_of(plan, at)) if own else []
    agreements = PlanAgreement.objects.filter(plan=plan).select_related("partner")
    comments = PlanComment.objects.filter(plan=plan).select_related("author", "partner")
    if not own:
        agreements, comments = agreements.filter(partner=viewer), comments.filter(partner=viewer)
    newest = {row.partner_id: row for row in agreements.order_by("edit", "pk")}
    said: dict[int | None, list[PlanComment]] = {}
    for comment in comments.order_by("at", "pk"):
        said.setdefault(comment.partner_id, []).append(comment)
    partners = {one.grantee_id: one.grantee for one in grants}
    partners |= {row.partner_id: row.partner for row in newest.values() if row.partner_id not in partners}
    partners |= {rows[0].partner.pk: rows[0].partner for pk, rows in said.items() if rows[0].partner and pk not in partners}
    if not own:
        partners = {viewer.pk: viewer}
    looked = {one.grant.grantee_id: one for one in shares.with_looks(plan.person, grants, at)} if own else {}
    above = (
        set(ids_above(plan.person_id, timezone.localdate(at))) if any(row.as_manager for row in newest.values()) else set()
    )
    exchanges = [
        Exchange(
            partner=partner,
            given=looked.get(pk),
            agreed=_agreed(newest[pk], plan, above) if pk in newest else None,
            comments=said.get(pk, []),
        )
        for pk, partner in partners.items()
    ]
    return Talk(exchanges, said.get(None, []) if own else [])


def _agreed(row: PlanAgreement, plan: Plan, above: set[int]) -> Agreed:
    return Agreed(row, changed=row.edit != plan.edit, manager_before=row.as_manager and row.partner_id not in above)


def own_comment(author: Person, pk: int) -> PlanComment:
    """Raises PlanComment.DoesNotExist."""
    return PlanComment.objects.filter(author=author).select_related("plan").get(pk=pk)


def agreement_of(person: Person, pk: int) -> PlanAgreement:
    """One that concerns the person, on either side. Raises PlanAgreement.DoesNotExist."""
    rows = PlanAgreement.objects.select_related("plan__person", "partner")
    row = rows.get(pk=pk)
    if person.pk not in (row.partner_id, row.plan.person_id):
        raise PlanAgreement.DoesNotExist
    return row
