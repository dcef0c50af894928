from django.http import HttpRequest, HttpResponse


def component_catalogue(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")
