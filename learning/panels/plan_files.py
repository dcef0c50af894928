"""Who reads the files of a plan's steps."""

from learning.queries.plan_files import reads_step_file
from people.models import Attachment, Person
from people.queries.registries import file_circles


@file_circles.register_class
class PlanFiles:
    """The person, and those to whom the plan is shown, as long as it is."""

    key, order = "plan-steps", 40

    def reads(self, person: Person, file: Attachment) -> bool:
        return person.is_active and reads_step_file(person, file)
