"""The search follows what stands of a profile."""

from core import search
from core.events import subscribe
from job_profiles.events import ProfileVersionWritten


@subscribe(ProfileVersionWritten)
def index_profile(event: ProfileVersionWritten) -> None:
    search.refresh("job_profile", [event.profile_id])
