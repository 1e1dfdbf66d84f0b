"""The outbox page of demo mode: where a person trying Lookout reads the codes and messages it would have sent."""

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from messaging.mailbox import letters
from messaging.queries import newest_posts

SHOWN = 30


@require_safe
@never_cache
def outbox(request: HttpRequest) -> HttpResponse:
    """Anybody may look: one needs the code before one can sign in. That is why it exists in demo mode alone."""
    if not settings.DEMO_MODE:
        raise Http404
    sent = [
        *letters(Path(settings.EMAIL_FILE_PATH), most=SHOWN),
        *letters(Path(settings.SMS_FILE_PATH), most=SHOWN),
    ]
    newest = sorted(sent, key=lambda letter: letter.sent_at, reverse=True)[:SHOWN]
    context = {"letters": newest, "posts": newest_posts(most=SHOWN), "shown": SHOWN}
    return render(request, "messaging/outbox.html", context)
