"""States, conditions, steps and reasons as people read them."""

from collections.abc import Mapping, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from schemes.rules.conditions import Condition
from schemes.rules.coverage import Coverage, Grade
from schemes.rules.facts import State
from schemes.rules.life import Standing
from schemes.rules.next_steps import Priority, Reason

STATES = {
    State.PROSPECT: gettext_lazy("Not contacted yet"),
    State.CONTACTED: gettext_lazy("Contacted"),
    State.PLEDGED: gettext_lazy("Pledged"),
    State.ACTIVE: gettext_lazy("Active"),
    State.AT_RISK: gettext_lazy("At risk"),
    State.LAPSED: gettext_lazy("Lapsed"),
    State.REJOINED: gettext_lazy("Rejoined"),
    State.CLOSED: gettext_lazy("Closed"),
    State.DECLINED: gettext_lazy("Declined"),
}
KINDS = {
    State.ACTIVE: "current",
    State.AT_RISK: "due-soon",
    State.LAPSED: "expired",
    State.PLEDGED: "in-grace",
    State.REJOINED: "in-grace",
}
MISSING = {
    Condition.CHAMPION: gettext_lazy("A champion. Nobody is named at the moment."),
    Condition.CHAMPION_TRAINED: gettext_lazy("A champion who is trained and current."),
    Condition.HEADCOUNT: gettext_lazy("A headcount of the last 100 days."),
    Condition.COVERAGE: gettext_lazy("At least 60% of staff trained."),
    Condition.REPORTING_CARD: gettext_lazy("The reporting card up in staff areas."),
    Condition.INCIDENT_LOG: gettext_lazy("An incident log."),
    Condition.CCTV: gettext_lazy("The step for CCTV and records."),
}
GRADES = {
    Grade.A: gettext_lazy("full list of staff"),
    Grade.B: gettext_lazy("declared in the last 100 days"),
    Grade.C: gettext_lazy("declared over 100 days ago: stale"),
    Grade.D: gettext_lazy("unknown: nobody has said how many work there, or not for a year"),
}


KEEPS = {
    Condition.CHAMPION: gettext_lazy("Somebody is named as champion."),
    Condition.CHAMPION_TRAINED: gettext_lazy("The champion is trained, and current."),
    Condition.HEADCOUNT: gettext_lazy("A roll-call or headcount of the last 100 days."),
    Condition.COVERAGE: gettext_lazy("At least 60% of all who work here are trained."),
    Condition.REPORTING_CARD: gettext_lazy("The reporting card is up in staff areas."),
    Condition.INCIDENT_LOG: gettext_lazy("An incident log is kept."),
    Condition.CCTV: gettext_lazy("CCTV and records are kept safe when asked."),
}


def kept(holds: Mapping[Condition, bool]) -> list[tuple[str, bool]]:
    """Each thing that keeps a premises active, and whether it is so."""
    return [(str(words), holds[condition]) for condition, words in KEEPS.items()]


def missing(standing: Standing) -> list[str]:
    """What is missing, in words. Without a champion, that there is no trained one goes without saying."""
    named = [c for c in standing.missing if not _goes_without_saying(c, standing)]
    return [str(MISSING[condition]) for condition in named]


def _goes_without_saying(condition: Condition, standing: Standing) -> bool:
    return condition is Condition.CHAMPION_TRAINED and Condition.CHAMPION in standing.missing


def coverage(figures: Coverage) -> str:
    """Coverage with what it rests on: "12 of 16 trained (75%)"."""
    if figures.percent is None:
        return _("Unknown")
    if figures.is_over_declared:
        told = {"n": figures.live_current, "of": figures.headcount}
        return _("%(n)d trained, but only %(of)d said to work there: the headcount is too low") % told
    told = {"n": figures.capped, "of": figures.headcount, "percent": int(figures.percent + 0.5)}
    return _("%(n)d of %(of)d trained (%(percent)d%%)") % told


def reason(found: Priority) -> str:
    """Why to go there, with its day."""
    day = date_format(found.day, "j F Y") if found.day.year < 9999 else ""
    words = {
        Reason.COACHING: _("A test visit was not challenged. Coach the staff by %(day)s."),
        Reason.AT_RISK: _("At risk. It lapses on %(day)s unless something is mended."),
        Reason.RETEST: _("Retest due by %(day)s."),
        Reason.FAILING: _("Something is missing. It is at risk from %(day)s."),
        Reason.RUNNING_OUT: _("Pledged, and not complete. The first 90 days end on %(day)s."),
        Reason.PROMISED: _("You meant to be in touch again on %(day)s."),
        Reason.LAPSED: _("Lapsed on %(day)s. Ask them to sign again."),
        Reason.INTERESTED: _("Contacted, and has not pledged."),
        Reason.NEVER_SEEN: _("Nobody has been in touch."),
        Reason.PLEDGED: _("Pledged. The first 90 days end on %(day)s."),
        Reason.STEADY: _("All is in place."),
        Reason.DECLINED: _("Said no on %(day)s."),
    }
    return words[found.reason] % {"day": day}


def to_remind(count: int) -> str:
    """A button: no more than a reminder reaches now."""
    return ngettext("Remind %(n)d person", "Remind %(n)d people", count) % {"n": count}


def reminded(sent: int, lately: int, unreachable: Sequence[str]) -> str:
    """What came of pressing "Remind", with whom to speak to."""
    parts = []
    if sent:
        parts.append(ngettext("%(n)d reminder is on its way.", "%(n)d reminders are on their way.", sent) % {"n": sent})
    if lately:
        again = ngettext(
            "%(n)d person was reminded this week already.", "%(n)d people were reminded this week already.", lately
        )
        parts.append(again % {"n": lately})
    if unreachable:
        parts.append(_("No phone or e-mail here, so speak to them: %(names)s") % {"names": in_a_row(unreachable)})
    return " ".join(parts) or _("Nobody here has to be reminded.")


def in_a_row(names: Sequence[str]) -> str:
    """Names as the end of a sentence, with one full stop after them: "Ana P., Rosa S."."""
    return f"{', '.join(names).removesuffix('.')}."
