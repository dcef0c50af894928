"""Who reads the files of a sheet before it is published."""

from community.queries import practices as queries
from people.models import Attachment, Person
from people.queries.registries import file_circles


@file_circles.register_class
class DraftFiles:
    """Its authors, its owner, who was asked to read it, the facilitators of its space; nobody else."""

    key, order = "practice-drafts", 10

    def reads(self, person: Person, file: Attachment) -> bool:
        return person.is_active and queries.reads_held_file(person, file)
