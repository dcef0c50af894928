"""One more practice sheet of the small world: Amina’s in the hidden space, that Bruno was asked to read."""

from typing import TYPE_CHECKING

from community.actions import practices
from community.models import PracticePage

if TYPE_CHECKING:
    from tests.architecture.world import World


def tell_practices(world: "World", hidden_word: str) -> None:
    """`world.sheets["review"]`, beside those of the library."""
    cast = world.cast
    page = practices.create_draft(
        by=cast.amina, space=world.hidden.space, at=world.at, title=f"Une fiche à relire, {hidden_word}",
        result_line="Moitié moins d’appels.", context=f"Un contexte {hidden_word}.", actions_taken="Une action.",
    )  # fmt: skip
    practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=world.at)
    remarks = {"context": f"Dire le {hidden_word} plus tôt."}
    practices.decide(by=cast.bruno, page=page, approve=False, remarks=remarks, at=world.at)
    practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=world.at)
    # The hidden word stands in no address.
    for key, number in (("hidden", world.sheets["hidden"].pk), ("review", page.pk)):
        PracticePage.objects.filter(pk=number).update(slug=f"fiche-{number}")
        world.sheets[key] = PracticePage.objects.get(pk=number)
