"""Names of the cards of the feed that are kept in the cache, drawn (see activity.views.cards)."""

GENERATION_KEY = "fil:generation"
CARD_SECONDS = 600
MOST_UNREAD = 10
LANGUAGES = ("fr", "en")
STATES = ("", "n", *(str(number) for number in range(1, MOST_UNREAD + 1)))


def card_key(line_id: int, language: str, state: str) -> str:
    """One card in one language for who has so much of it unread. Its value carries the line's time and the generation."""
    return f"fil:{line_id}:{language}:{state}"


def card_keys(line_id: int) -> list[str]:
    """Every form in which the card may be kept."""
    return [card_key(line_id, language, state) for language in LANGUAGES for state in STATES]
