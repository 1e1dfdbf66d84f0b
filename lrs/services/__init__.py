"""The verbs of the store, for rooms above: `record` statements, `void` one."""

from lrs.services.recording import platform_agent, record
from lrs.services.voiding import void

__all__ = ["platform_agent", "record", "void"]
