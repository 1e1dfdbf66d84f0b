"""From passes to cover (pack section 2.2): for how long one requirement regards one person as trained, and why.

Dates are counted here, once, in Python; SQL only compares what comes out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from certification.rules.status import Cover
from common.dates import add_months

EARLY_RENEWAL_DAYS = 90


@dataclass(frozen=True)
class Pass:
    """One certificate as the rule sees it.

    `counts_from` is the day its validity runs from: the pass, or the original pass for prior learning and for further
    items added to an earlier certificate. `refresh_required_by` is set when its course version has been superseded by a
    material change that asks people to come back by a day.
    """

    key: int
    passed_on: date
    counts_from: date
    refresh_required_by: date | None = None


@dataclass(frozen=True)
class CoverRule:
    """What a requirement says about validity. Months are calendar months.

    `earlier_validity_months` holds for passes before `effective_from` when a rule followed an older one without being
    applied to existing certificates (pack case 29).
    """

    validity_months: int
    effective_from: date
    earlier_validity_months: int | None = None
    new_term_months: int | None = None
    new_term_grace_days: int = 0


@dataclass(frozen=True)
class CoverOfPass:
    key: int
    cover: Cover


def covers(passes: Iterable[Pass], rule: CoverRule, *, term_starts_on: date) -> list[CoverOfPass]:
    """The cover each pass gives, in the order of the passes. Early renewal keeps the old expiry day and adds to it."""
    found: list[CoverOfPass] = []
    for each in sorted(passes, key=lambda p: (p.passed_on, p.key)):
        found.append(CoverOfPass(each.key, _cover(each, rule, found, term_starts_on)))
    return found


def _cover(each: Pass, rule: CoverRule, before: list[CoverOfPass], term_starts_on: date) -> Cover:
    months = rule.validity_months
    if rule.earlier_validity_months is not None and each.passed_on < rule.effective_from:
        months = rule.earlier_validity_months
    ends_on, reason = add_months(each.counts_from, months), ""
    renewed = _renewed_early(each, before)
    if renewed:
        ends_on, reason = add_months(renewed, months), "early_renewal"
    return _shortened(each, rule, Cover(each.passed_on, ends_on, reason), term_starts_on)


def _renewed_early(each: Pass, before: list[CoverOfPass]) -> date | None:
    """The expiry day that an early renewal keeps, if this pass is one."""
    if each.counts_from != each.passed_on:
        return None
    in_force = [b.cover.ends_on for b in before if b.cover.starts_on < each.passed_on <= b.cover.ends_on]
    last = max(in_force, default=None)
    return last if last and last - each.passed_on <= timedelta(days=EARLY_RENEWAL_DAYS) else None


def _shortened(each: Pass, rule: CoverRule, cover: Cover, term_starts_on: date) -> Cover:
    ends: list[tuple[date, str]] = [(cover.ends_on, cover.reason)]
    if each.refresh_required_by:
        ends.append((each.refresh_required_by, "content_changed"))
    if rule.new_term_months is not None and add_months(each.passed_on, rule.new_term_months) < term_starts_on:
        ends.append((term_starts_on + timedelta(days=rule.new_term_grace_days), "new_term"))
    ends_on, reason = min(ends, key=lambda end: end[0])
    return Cover(cover.starts_on, max(ends_on, cover.starts_on), reason)
