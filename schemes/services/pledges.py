"""The pledge: signed by an owner or general manager in a version of its words, until withdrawn; steps; a no."""

from datetime import date

from django.db import transaction

from schemes.models import Decline, Pledge, Premises, SafeguardingStep

VERSION = "1"


def sign_pledge(*, premises: Premises, signed_by_role: str, on: date, version: str = VERSION) -> Pledge:
    """Sign, or sign again after a lapse. Twice on one day is once."""
    values = {"signed_by_role": signed_by_role, "version": version, "withdrawn_on": None}
    pledge, _ = Pledge.objects.update_or_create(premises=premises, signed_on=on, defaults=values)
    return pledge


def withdraw_pledge(*, premises: Premises, on: date) -> None:
    """The premises takes its name off: badge and listing go that day."""
    with transaction.atomic():
        for pledge in Pledge.objects.filter(premises=premises, withdrawn_on=None):
            pledge.withdrawn_on = max(on, pledge.signed_on)
            pledge.save(update_fields=["withdrawn_on"])
        premises.is_listed = False
        premises.save(update_fields=["is_listed"])


def record_decline(*, premises: Premises, reason: str, on: date) -> Decline:
    return Decline.objects.get_or_create(premises=premises, declined_on=on, defaults={"reason": reason})[0]


def withdraw_step(*, premises: Premises, kind: str, on: date) -> None:
    """The premises says that a step is taken no more."""
    for step in SafeguardingStep.objects.filter(premises=premises, kind=kind, withdrawn_on=None):
        step.withdrawn_on = max(on, step.confirmed_on)
        step.save(update_fields=["withdrawn_on"])
