"""News from this room. A signal carries no truth: the receiver looks at the rows and makes its own facts right.

`assignments_changed(person_ids: list[int])` is sent after commit when people's assignments, pauses or absences changed.
"""

from django.dispatch import Signal

assignments_changed = Signal()
