"""Practice sheets of the small world: Amina’s in the open space and in the hidden one, both published by Chloé; a draft."""

from typing import TYPE_CHECKING

from community.actions import practices, reuses

if TYPE_CHECKING:
    from community.models import PracticePage
    from tests.architecture.world import World


def tell_library(world: "World", hidden_word: str) -> None:
    """`world.sheets`: open, hidden and draft; somebody of another ministry took the open one up."""
    cast = world.cast
    texts = {"context": "Un contexte.", "actions_taken": "Une action.", "how": "Ainsi.", "results": "Un résultat."}

    def draft(title: str, space: object) -> "PracticePage":
        return practices.create_draft(
            by=cast.amina, space=space, at=world.at, title=title, result_line="Moitié moins d’appels.", **texts
        )

    world.sheets = {
        "open": practices.publish(by=cast.chloe, page=draft("Une fiche ouverte", world.open.space), at=world.at),
        "hidden": practices.publish(
            by=cast.chloe, page=draft(f"Une fiche cachée, {hidden_word}", world.hidden.space), at=world.at
        ),
        "draft": draft("Un brouillon de fiche", world.open.space),
    }
    reuses.declare_reuse(by=cast.malik, page=world.sheets["open"], result="Bien chez nous.", at=world.at)
