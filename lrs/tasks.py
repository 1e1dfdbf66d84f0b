"""Thin edges over the store's services, run by beat."""

from celery import shared_task

from common import clock
from lrs.services import forwarding, pruning


@shared_task
def forward_statements() -> None:
    """Start a run for every other store that is due one: a task each, so that a slow store holds up no other."""
    for pk in forwarding.due_forwards(clock.now()):
        forward_to_store.delay(pk)


@shared_task
def forward_to_store(pk: int) -> int:
    return forwarding.forward_to(pk=pk, now=clock.now)


@shared_task
def prune_statements() -> int:
    """Delete what is past its time, unless a legal hold forbids it."""
    return pruning.prune(now=clock.now)
