"""Who reads the original file of an imported description."""

from job_profiles.queries import descriptions as queries
from people.models import Attachment, Person
from people.queries.registries import file_circles


@file_circles.register_class
class Originals:
    """Who brought it in, and whoever may see a description that came of it; nobody else."""

    key, order = "local-descriptions", 20

    def reads(self, person: Person, file: Attachment) -> bool:
        return person.is_active and queries.reads_original(person, file)
