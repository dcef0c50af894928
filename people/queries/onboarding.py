"""The first visit: which steps there are for a person, and which are left."""

from core.database import prepared
from people.models import OnboardingStep, Person
from people.queries.registries import OnboardingStepProvider, onboarding_steps


@prepared
def settled(person: Person) -> dict[str, bool]:
    """Steps done (False) or skipped (True), by key; one query per instance."""
    kept: dict[str, bool] | None = getattr(person, "_settled_steps", None)
    if kept is None:
        kept = dict(OnboardingStep.objects.filter(person=person).values_list("step", "skipped"))
        person._settled_steps = kept  # type: ignore[attr-defined]
    return kept


@prepared
def steps_left(person: Person) -> list[OnboardingStepProvider]:
    """Steps that the person has neither done nor skipped, in order: what may still be asked once."""
    done = settled(person)
    return [step for step in onboarding_steps if step.key not in done]
