"""Search."""

from django.http import HttpRequest, HttpResponse


def search(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


def suggestions(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")
