"""The search follows what stands of a profile."""

from core import search
from core.events import subscribe
from job_profiles.events import ProfileChanged, ProfileVersionInForce, ProfileVersionWritten, VersionRetired


@subscribe(ProfileChanged)
@subscribe(ProfileVersionWritten)
@subscribe(ProfileVersionInForce)
@subscribe(VersionRetired)
def index_profile(event: ProfileChanged | ProfileVersionWritten | ProfileVersionInForce | VersionRetired) -> None:
    search.refresh("job_profile", [event.profile_id])
