"""Many attempts at once, as if they had been taken in the player: what the demo is laid out with."""

from learning.bulk.plans import Plan
from learning.bulk.write import attempt_statements, fabricate

__all__ = ["Plan", "attempt_statements", "fabricate"]
