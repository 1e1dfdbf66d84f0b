"""News from this room. A signal carries no truth: the receiver looks at the rows and makes its own facts right.

`assignments_changed(person_ids: list[int])` is sent after commit when people's assignments, pauses or absences changed.

`succession_is_due()` is sent when the day of a merger has come, and each night after: what a room above keeps under an
organisation that went is its successor's from now on (`Succession.on`), and its assignments' `continued_by`.
"""

from django.dispatch import Signal

assignments_changed = Signal()
succession_is_due = Signal()
