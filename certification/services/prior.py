"""Training done elsewhere: claimed, looked at, and dated from the day it was done (pack section 2.3)."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from certification.models import Certificate, EquivalenceRule, PriorLearning
from certification.queries.prior import RulesInForce
from certification.services import facts, reminders
from certification.services.awards import role_names
from certification.services.history import months_of
from common.dates import add_months, london_day, london_moment
from courses.models import Course
from messaging import services as messaging
from partnership.models import Assignment, Organisation, Person

Outcome = PriorLearning.Outcome
EVIDENCE_KEPT = 12  # months beyond the certificate, or beyond a decision without one


class PriorRefused(ValueError):
    """What was asked cannot be; the message is a sentence for whoever asked."""


def claim_prior(
    *,
    person: Person,
    organisation: Organisation,
    course: Course,
    provider: str,
    reference: str,
    completed_on: date,
    evidence: File | None,
    at: datetime,
) -> PriorLearning:
    """Ask that training elsewhere counts. The same training again is the same claim; one declined may be asked anew.

    :raises PriorRefused: it has been accepted already, or waits already.
    """
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        own = PriorLearning.objects.filter(
            person=person, reference__iexact=reference, completed_on=completed_on
        ).first()
        if own and own.is_accepted:
            raise PriorRefused(_("This training has been accepted already."))
        if own and own.outcome == Outcome.WAITING and not own.is_from_list:
            raise PriorRefused(_("You have sent this already, and it is being looked at. You need not send it again."))
        claim = own or PriorLearning(person=person, reference=reference, completed_on=completed_on)
        claim.organisation, claim.course, claim.provider = organisation, course, provider
        claim.claimed_at, claim.outcome, claim.reason = at, Outcome.WAITING, ""
        claim.decided_at = claim.decided_by = claim.rule = None
        if evidence is not None:
            _forget(claim)
            claim.evidence = evidence
        claim.save()
    return claim


def accept_prior(
    *,
    claim: PriorLearning,
    course: Course,
    by: User | None,
    at: datetime,
    needs_briefing: bool = False,
    rule: EquivalenceRule | None = None,
) -> PriorLearning:
    """Let the claim stand for `course`. It counts from the decision, or from when the local briefing is read, and ends
    as if it had been passed on the day it was done.

    :raises PriorRefused: somebody else decided first, it is one's own, or it would have ended already.
    """
    with transaction.atomic():
        locked = _to_decide(claim, by)
        ends_on = counts_until(locked, course)
        if ends_on < london_day(at):
            day = date_format(ends_on, "j F Y")
            raise PriorRefused(_("It would have ended on %(day)s, so it cannot count. Decline it.") % {"day": day})
        locked.outcome = Outcome.BRIEFING if needs_briefing else Outcome.ACCEPTED
        locked.course, locked.rule, locked.decided_by, locked.decided_at = course, rule, by, at
        locked.save()
        if not needs_briefing:
            _certify(locked, at)
        _tell(locked, "prior_accepted", at)
    return locked


def counts_until(claim: PriorLearning, course: Course) -> date:
    """The last day on which a claim would count for a course: as if it had been passed here on the day it was done."""
    return add_months(claim.completed_on, months_of(course))


def decline_prior(*, claim: PriorLearning, reason: str, by: User, at: datetime) -> PriorLearning:
    """Say no, with a reason that the person reads.

    :raises PriorRefused: somebody else decided first, or it is one's own.
    """
    with transaction.atomic():
        locked = _to_decide(claim, by)
        locked.outcome, locked.reason, locked.decided_by, locked.decided_at = Outcome.DECLINED, reason, by, at
        locked.save()
        _tell(locked, "prior_declined", at)
    return locked


def record_briefing(*, claim: PriorLearning, at: datetime) -> None:
    """The person has read the local briefing. What waited for it counts from now."""
    with transaction.atomic():
        locked = _locked(claim)
        if locked.briefed_at is None and locked.is_accepted:
            locked.briefed_at = at
            locked.save(update_fields=["briefed_at"])
            if locked.outcome == Outcome.BRIEFING:
                _certify(locked, at)


def accept_by_rule(*, at: datetime) -> int:
    """Accept what lists say where a rule covers it; the rest waits for a person. Returns how many were accepted.

    What somebody says of themselves is always looked at by a person: a rule is no proof that they were there.
    """
    rules = RulesInForce.on(london_day(at))
    waiting = PriorLearning.objects.filter(outcome=Outcome.WAITING, is_from_list=True)
    return sum(_accept_by_rule(claim, rules.for_claim(claim), at) for claim in waiting)


def _accept_by_rule(claim: PriorLearning, rule: EquivalenceRule | None, at: datetime) -> int:
    if rule is None or rule.satisfies != EquivalenceRule.Satisfies.FULL:
        return 0
    try:
        accept_prior(claim=claim, course=rule.course, by=None, at=at, rule=rule)
    except PriorRefused:  # it has run out: a person tells them
        return 0
    return 1


def forget_evidence(*, on: date) -> int:
    """Delete files a year after their certificate ended, or after they were declined. The decision stays."""
    until = add_months(on, -EVIDENCE_KEPT)
    over = Q(certificate__valid_until__lt=until) | Q(outcome=Outcome.DECLINED, decided_at__lt=london_moment(until))
    found = list(PriorLearning.objects.exclude(evidence="").filter(over))
    for claim in found:
        _forget(claim)
        claim.save(update_fields=["evidence"])
    return len(found)


def erase_prior(*, person_ids: Collection[int]) -> None:
    """Of people who are erased: the files, and what their training elsewhere was called. Decisions and days stay."""
    for claim in PriorLearning.objects.filter(person__in=person_ids):
        _forget(claim)
        claim.provider, claim.reference = "", f"Erased {claim.pk}"
        claim.save(update_fields=["evidence", "provider", "reference"])


def _forget(claim: PriorLearning) -> None:
    if claim.evidence:
        claim.evidence.delete(save=False)


def _to_decide(claim: PriorLearning, by: User | None) -> PriorLearning:
    locked = _locked(claim)
    if locked.outcome != Outcome.WAITING:
        raise PriorRefused(_("Somebody has decided this already. Nothing was changed."))
    if by is not None and by.pk in (locked.person.user_id, _whole(locked).user_id):
        raise PriorRefused(_("You cannot decide about your own training. Ask somebody else who reviews it."))
    return locked


def _locked(claim: PriorLearning) -> PriorLearning:
    """The claim as it is now. Its person is held first, as in claiming: two claims of one person take turns."""
    people = {claim.person_id, claim.person.canonical_id or claim.person_id}
    list(Person.objects.select_for_update().filter(pk__in=people).order_by("pk"))
    return PriorLearning.objects.select_for_update(of=("self",)).select_related("person__canonical").get(pk=claim.pk)


def _whole(claim: PriorLearning) -> Person:
    return claim.person.canonical or claim.person


def _certify(claim: PriorLearning, at: datetime) -> None:
    person, day = _whole(claim), london_day(at)
    assert claim.course is not None  # noqa: S101 - accepting says for which
    while Certificate.objects.filter(person=person, course=claim.course, passed_on=day, attempt=None).exists():
        day -= timedelta(days=1)  # a day holds one certificate of a course without an attempt
    roles = sorted(set(Assignment.objects.filter(person=person).values_list("role__code", flat=True)))
    Certificate.objects.create(
        person=person,
        course=claim.course,
        prior=claim,
        source=Certificate.Source.EQUIVALENCE,
        role_codes=roles,
        passed_on=day,
        counts_from=claim.completed_on,
        valid_until=max(add_months(claim.completed_on, months_of(claim.course)), day),
        holder_name=person.display_name,
        course_title=claim.course.title,
        role_names=role_names(roles),
        awarded_at=at,
    )
    facts.refresh(person_ids=[person.pk])
    reminders.cancel_settled(person_ids=[person.pk], on=london_day(at), at=at)


def _tell(claim: PriorLearning, template: str, at: datetime) -> None:
    person = _whole(claim)
    messaging.write_to(
        email=person.email,
        mobile=person.mobile,
        dedupe_key=f"{template}:{claim.pk}:{at:%Y%m%d%H%M%S}",
        template=template,
        context={
            "course": claim.course.short_title if claim.course else claim.reference,
            "needs_briefing": claim.outcome == Outcome.BRIEFING,
            "reason": claim.reason,
            "link": settings.PUBLIC_URL + reverse("certification:my_training"),
        },
        at=at,
    )
