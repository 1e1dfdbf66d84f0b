"""News from this room. A signal carries no truth: its receiver looks at the rows and makes its facts right.

`assessment_passed(attempt_uuid: UUID)` is sent after commit, robustly, when a sitting passed an attempt. A receiver
that fails is caught up by its own room's reconcile over `queries.passed_attempts()`.

`external_passes_changed(person_ids: list[int])` is sent after commit, robustly, when passes in other systems came or
were withdrawn (learning.inbound). What is lost of it is caught up over `ExternalPass` rows.
"""

from django.dispatch import Signal

assessment_passed = Signal()
external_passes_changed = Signal()
