"""Thin edges: beat follows the record store, and what a person said is applied at once."""

from celery import shared_task

from common import clock
from learning.inbound import forgetting, services


@shared_task
def take_in_statements() -> int:
    """Write down what came, and decide all that is due, also what a killed run left; returns how many decisions."""
    services.take_in()
    return services.settle(at=clock.now())


@shared_task
def settle_statements() -> int:
    return services.settle(at=clock.now())


@shared_task
def forget_pruned() -> int:
    """Delete what is kept of statements that the record store has deleted for their age."""
    return forgetting.forget_pruned(now=clock.now)
