"""The search follows what stands of a profile."""

from core import search
from core.events import subscribe
from job_profiles.events import ProfileVersionInForce, ProfileVersionWritten, VersionRetired


@subscribe(ProfileVersionWritten)
@subscribe(ProfileVersionInForce)
@subscribe(VersionRetired)
def index_profile(event: ProfileVersionWritten | ProfileVersionInForce | VersionRetired) -> None:
    search.refresh("job_profile", [event.profile_id])


@subscribe(ProfileVersionInForce)
def index_profile_in_force(event: ProfileVersionInForce) -> None:
    search.refresh("job_profile", [event.profile_id])


@subscribe(VersionRetired)
def index_profile_without_it(event: VersionRetired) -> None:
    search.refresh("job_profile", [event.profile_id])
