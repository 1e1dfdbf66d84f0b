"""manage.py lrs_forward: send what waits for other stores now, without waiting for beat."""

from typing import Any

from django.core.management.base import BaseCommand

from common import clock
from lrs.models import Forward
from lrs.outbox import lag_of
from lrs.services import forwarding


class Command(BaseCommand):
    help = "Sends what waits for other record stores, also to those that wait after a failure."

    def handle(self, *args: Any, **options: Any) -> None:
        for forward in Forward.objects.filter(is_on=True).order_by("name"):
            Forward.objects.filter(pk=forward.pk).update(next_try_at=None)
            sent = forwarding.forward_to(pk=forward.pk, now=clock.now)
            forward.refresh_from_db()
            waiting = lag_of(forward).waiting
            self.stdout.write(f"{forward.name}: {sent} sent, {waiting} waiting. {forward.last_error}".rstrip())
