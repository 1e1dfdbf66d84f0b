from django.http import HttpRequest, HttpResponse


def help_now(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def help_now_area(request: HttpRequest, code: str) -> HttpResponse:
    return HttpResponse()
