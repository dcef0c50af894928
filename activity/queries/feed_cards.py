"""Names of the cards of the feed that are kept in the cache, drawn."""

GENERATION_KEY = "fil:generation"
CARD_SECONDS = 600


def card_key(line_id: int, language: str) -> str:
    """One card in one language. Its value carries the line's time and the generation it was drawn in."""
    return f"fil:{line_id}:{language[:2]}"
