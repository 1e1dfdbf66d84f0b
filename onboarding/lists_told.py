"""What the board is told of the lists that other bodies send: how many came, which are held, and which are late."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Max, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from onboarding.kinds import KINDS
from onboarding.models import ImportRun
from onboarding.roster_permissions import roster_access
from reporting.doing import Deed, Inquiry

LOOKED_BACK_DAYS = 30
LATE_AFTER_DAYS = {"drivers": 35, "esr": 14}  # monthly and weekly (pack sections 6.2 and 6.6), with some days of grace


@dataclass(frozen=True)
class Late:
    """A list that comes regularly, and has not since `last_on`."""

    kind: str
    organisation: str
    last_on: date


@dataclass(frozen=True)
class Lists:
    brought: int
    held: int
    late: tuple[Late, ...]


def lists_on(asked: Inquiry) -> list[Deed]:
    found = _lists(asked.on, asked.organisations)
    words = _(
        "Lists from other bodies, in the last %(days)s days: brought in %(brought)s. Held for a check now: %(held)s."
    )
    counts = {"brought": found.brought or _("none"), "held": found.held or _("none")}
    sentences = [words % {"days": LOOKED_BACK_DAYS, **counts}]
    if found.late:
        sentences.append(_("Late: %(lists)s.") % {"lists": "; ".join(_said(each) for each in found.late)})
    return [Deed(" ".join(sentences), **_way(asked))]


def _said(late: Late) -> str:
    words = {"kind": KINDS[late.kind].label, "place": late.organisation, "day": date_format(late.last_on, "j F Y")}
    return _("%(kind)s, %(place)s, last on %(day)s") % words


def _way(asked: Inquiry) -> dict[str, str]:
    try:
        may_bring = bool(roster_access(asked.user, on=asked.on).kinds())
    except Http404:
        may_bring = False
    return {"link": _("See the lists"), "url": reverse("rosters:list")} if may_bring else {}


def _lists(on: date, organisations: Collection[int] | None) -> Lists:
    runs = ImportRun.objects.filter(discarded_at=None, rollback_asked_at=None, unreadable="").order_by()
    if organisations is not None:
        runs = runs.filter(organisation__in=organisations)
    waiting = runs.filter(checked_at__isnull=False, approved_at=None, applied_at=None).exclude(held=[])
    applied = runs.filter(applied_at__isnull=False)
    since = on - timedelta(days=LOOKED_BACK_DAYS)
    return Lists(
        brought=applied.filter(applied_at__date__gt=since, applied_at__date__lte=on).count(),
        held=waiting.count(),
        late=tuple(_late(applied, on)),
    )


def _late(applied: QuerySet[ImportRun], on: date) -> list[Late]:
    newest = applied.filter(kind__in=LATE_AFTER_DAYS).exclude(organisation=None)
    rows = newest.values("kind", name=F("organisation__short_name")).annotate(last=Max("on")).order_by("last")
    found = [Late(row["kind"], row["name"], row["last"]) for row in rows]
    return [each for each in found if (on - each.last_on).days > LATE_AFTER_DAYS[each.kind]]
