"""The two languages as HTML names them: with the country, so that a voice reads as people speak here."""

HTML_LANGUAGES = {"fr": "fr-CA", "en": "en-CA"}


def html_language(code: str) -> str:
    """The value of a `lang` attribute for « fr » or « en »; anything else is French."""
    return HTML_LANGUAGES.get(code, "fr-CA")
