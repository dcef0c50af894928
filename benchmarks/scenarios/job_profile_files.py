"""The documents of a profile, made anew each time: PDF within a second, Word beside it."""

import time
from collections.abc import Callable, Iterator

from django.utils import timezone

from benchmarks.bench import Bench, Row
from benchmarks.measures import median
from core.exports import docx
from core.typesetting import pdf
from job_profiles.models import ProfileVersion
from job_profiles.queries.records import record_of
from job_profiles.queries.templates import open_in_use
from job_profiles.views.documents import for_pdf, for_word

LIMIT, TIMES = 1.0, 8


def run(bench: Bench) -> Iterator[Row]:
    versions = list(ProfileVersion.objects.standing().order_by("profile__order", "pk"))

    def as_pdf(version: ProfileVersion) -> bytes:
        at = timezone.now()
        return pdf("job_profile.typ", for_pdf(record_of(version), language="fr", at=at), at=at)

    def as_word(version: ProfileVersion) -> bytes:
        with open_in_use() as template:
            return docx(
                template, for_word(record_of(version), language="fr", at=timezone.now()), title="Essai", language="fr-CA"
            )

    for label, make in (("Profil en PDF, fait", as_pdf), ("Profil en Word, fait", as_word)):
        yield _row(label, make, versions)


def _row(label: str, make: Callable[[ProfileVersion], bytes], versions: list[ProfileVersion]) -> Row:
    seconds, sizes = [], []
    for number in range(TIMES):
        started = time.perf_counter()
        sizes.append(len(make(versions[number % len(versions)])))
        seconds.append(time.perf_counter() - started)
    note = f"{median(seconds):.2f} s, au pire {max(seconds):.2f}; {max(sizes) // 1000} ko".replace(".", ",")
    reached = max(seconds) <= LIMIT and min(sizes) > 0
    return Row(label, target=f"≤ {LIMIT:g} s", reached=reached, note=note, details={"seconds": seconds, "bytes": sizes})
