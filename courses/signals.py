"""News from this room.

`version_frozen(sender=CourseVersion, version_uuid: UUID)`: a version now exists. Sent after commit by send_robust; it
carries no truth, so a receiver looks the version up. Whoever misses it finds the version by reconciling.
"""

from django.dispatch import Signal

version_frozen = Signal()
