"""The frame around every page: menu, own spaces, badge."""

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, object]:
    """Context of layouts/app.html."""
    return {"viewer": getattr(request, "person", None)}
