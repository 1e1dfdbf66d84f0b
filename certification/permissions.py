"""Who may open what in this room: a certificate and a result are the learner's own; verification is anybody's with a
code.
"""

from typing import TypeVar
from uuid import UUID

from django.http import Http404

from certification.models import Certificate
from learning import queries as learning
from learning.models import Attempt
from partnership.models import Person

Thing = TypeVar("Thing")


def own_attempt(person: Person | None, attempt: UUID) -> Attempt:
    """The person's own attempt; anybody else's is 404."""
    return _or_404(learning.attempt_of(person, attempt) if person else None)


def own_certificate(person: Person | None, certificate: UUID) -> Certificate:
    """The person's own certificate; anybody else's is 404."""
    found = Certificate.objects.select_related("course", "version").filter(uuid=certificate, person=person)
    return _or_404(found.first() if person else None)


def _or_404(thing: Thing | None) -> Thing:
    if thing is None:
        raise Http404
    return thing
