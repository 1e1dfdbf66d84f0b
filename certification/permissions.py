"""Who may open what in this room: a certificate, a result and a claim are the learner's own, and claims are also for
those who review them; verification is anybody's with a code.
"""

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from certification.models import Certificate, PriorLearning
from certification.queries.prior import claims_in
from learning import queries as learning
from learning.models import Attempt
from partnership.models import AccessGrant, Person
from partnership.permissions import Access, Names, shown_name
from partnership.queries import belongs_to
from partnership.reach import Reach

Kind = AccessGrant.Kind
Thing = TypeVar("Thing")


def own_attempt(person: Person | None, attempt: UUID) -> Attempt:
    """The person's own attempt; anybody else's is 404."""
    return _or_404(learning.attempt_of(person, attempt) if person else None)


def own_certificate(person: Person | None, certificate: UUID) -> Certificate:
    """The person's own certificate; anybody else's is 404."""
    found = Certificate.objects.select_related("course", "version", "attempt__area").filter(
        uuid=certificate, person=person
    )
    return _or_404(found.first() if person else None)


def _or_404(thing: Thing | None) -> Thing:
    if thing is None:
        raise Http404
    return thing


# Who looks at claims of training elsewhere, each for the posts that the grant reaches (pack section 1.5).
REVIEWERS = frozenset(
    {Kind.EVIDENCE_REVIEWER, Kind.TRAINING_LEAD, Kind.LICENSING_OFFICER, Kind.DEMOCRATIC_SERVICES, Kind.HOTEL_WATCH}
)


def reviewed_posts(access: Access) -> Reach:
    """The posts whose claims this user looks at; 404 where they look at none."""
    if not access.kinds() & REVIEWERS:
        raise Http404
    return access.reached_by(REVIEWERS)


def reviewed_claims(access: Access) -> QuerySet[Any]:
    """The claims of these posts, each with as much of the claimant's name as its reviewer may see: an evidence
    reviewer sees what the evidence says anyway.
    """
    in_full = access.named(Names.FULL) | access.reached_by({Kind.EVIDENCE_REVIEWER})
    in_short = access.named(Names.FIRST_AND_INITIAL)
    return claims_in(reviewed_posts(access), in_full=in_full, in_short=in_short)


def reviewable_claim(access: Access, claim: UUID) -> Any:
    """A claim of one of these posts; anybody else's is 404."""
    return _or_404(reviewed_claims(access).filter(uuid=claim).first())


def shown_posts(access: Access, claim: Any) -> Reach:
    """The posts of a claimant whose training and number on the register a reviewer sees beside the claim: those of
    people they look after by name. Who looks at evidence only sees the claim and its file.
    """
    return Reach() if claim.person.do_not_list else access.named(Names.FULL)


def claimants_name(claim: Any) -> str:
    """As much of the claimant's name as may be shown of a reviewed claim."""
    return "" if claim.person.do_not_list else shown_name(claim.person.display_name, Names(claim.names))


def own_claim(person: Person | None, claim: UUID) -> PriorLearning:
    """The person's own claim; anybody else's is 404."""
    found = PriorLearning.objects.filter(belongs_to(person), uuid=claim).select_related("course") if person else None
    return _or_404(found.first() if found is not None else None)
