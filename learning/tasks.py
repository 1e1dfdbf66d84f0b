"""This room's tasks, where Celery looks for them."""

from learning.inbound.tasks import forget_pruned, settle_statements, take_in_statements

__all__ = ["forget_pruned", "settle_statements", "take_in_statements"]
