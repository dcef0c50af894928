"""Who hears of what ministries do with the references. In a worker; each handler may run twice."""

from django.urls import reverse
from django.utils import timezone

from activity.actions.notifications import notify
from core.events import subscribe
from job_profiles.enums import AdoptionKind
from job_profiles.events import AdoptionDeclared, ProfileVersionInForce
from job_profiles.models import Adoption, ProfileVersion
from people.enums import RoleKind
from people.models import RoleHeld
from people.queries.audiences import network_audience_id
from people.queries.roles import holders


@subscribe(AdoptionDeclared)
def tell_owners_of_use(event: AdoptionDeclared) -> None:
    adoption = Adoption.objects.select_related("profile", "organisation").get(pk=event.adoption_id)
    profile, place = adoption.profile, adoption.organisation
    owners = holders(RoleKind.PROFILE_OWNER, timezone.localdate(event.at)).values_list("pk", flat=True)
    notify(
        kind="job_profiles.use_declared",
        event_key=f"adoption:{adoption.pk}",
        recipients=[(pk, "owner") for pk in owners],
        actor=event.by_id,
        target=profile,
        audience_id=network_audience_id(),
        url=reverse("job_profiles:adoption-detail", args=[profile.key, place.acronym]),
        at=event.at,
        data={"title": profile.name_fr, "title_en": profile.name_en, "ministry": place.acronym, "use": adoption.kind},
    )


@subscribe(ProfileVersionInForce)
def tell_ministries_to_review(event: ProfileVersionInForce) -> None:
    """Each ministry that uses an older version hears of it once, through those who answer for it."""
    version = ProfileVersion.objects.select_related("profile").get(pk=event.version_id)
    used = Adoption.objects.current().filter(profile=event.profile_id).exclude(version=version)
    used = used.exclude(kind=AdoptionKind.NOT_YET).select_related("organisation")
    respondents = RoleHeld.objects.filter(role=RoleKind.RESPONDENT).on(timezone.localdate(event.at))
    told = list(respondents.values_list("organisation", "person"))
    for adoption in used:
        notify(
            kind="job_profiles.use_to_review",
            event_key=f"version:{version.pk}:review:{adoption.organisation_id}",
            recipients=[(pk, "respondent") for place, pk in told if place in (None, adoption.organisation_id)],
            actor=None,
            target=version.profile,
            audience_id=network_audience_id(),
            url=reverse("job_profiles:adoption-detail", args=[version.profile.key, adoption.organisation.acronym]),
            at=event.at,
            data={
                "title": version.profile.name_fr, "title_en": version.profile.name_en,
                "ministry": adoption.organisation.acronym, "number": version.number,
            },
        )  # fmt: skip
