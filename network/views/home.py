"""Home."""

from django.http import HttpRequest, HttpResponse


def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


def mark_seen(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")
