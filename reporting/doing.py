"""What is being done about the figures, counted from rows: reminders, sessions, premises; lists, by the room above.

A room above this one registers its part when the apps are ready. Nothing here names anybody, and a leader is told no
small number of people.
"""

from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from reporting.guard import SMALL
from reporting.queries import doing
from reporting.queries.doing import LOOKED_BACK_DAYS
from schemes.hotel_permissions import is_coordinator
from schemes.session_permissions import sessions_of


@dataclass(frozen=True)
class Inquiry:
    """Who asks, when, and of which organisations by their ids; None for the whole partnership."""

    user: User
    on: date
    at: datetime
    organisations: Collection[int] | None


@dataclass(frozen=True)
class Deed:
    """One thing that is being done, as a sentence; with the way to it for who may go there."""

    words: str
    link: str = ""
    url: str = ""


Provider = Callable[[Inquiry], list[Deed]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Add what another room tells. Called once each, from an AppConfig.ready()."""
    if provider not in _providers:
        _providers.append(provider)


def what_is_done(asked: Inquiry) -> list[Deed]:
    own = (
        [_sessions(asked)] if asked.organisations is not None else [_reminders(asked), _sessions(asked), _hotels(asked)]
    )
    return [*own, *(deed for provider in _providers for deed in provider(asked))]


def _reminders(asked: Inquiry) -> Deed:
    sent = doing.reminders_sent(asked.at)
    if not sent.messages:
        return Deed(
            _("No reminder about training has gone out in the last %(days)s days.") % {"days": LOOKED_BACK_DAYS}
        )
    words = _("%(number)s reminders about training went out in the last %(days)s days, to %(people)s people.")
    return Deed(
        words % {"number": _of_people(sent.messages), "days": LOOKED_BACK_DAYS, "people": _of_people(sent.recipients)}
    )


def _sessions(asked: Inquiry) -> Deed:
    planned = doing.sessions_planned(asked.at, asked.organisations)
    may_open = sessions_of(asked.user, on=asked.on).exists()
    way = {"link": _("See the sessions"), "url": reverse("schemes:sessions")} if may_open else {}
    if not planned.sessions:
        return Deed(_("No session with a trainer is planned."), **way)
    words = ngettext(
        "%(number)s session with a trainer is planned, with %(places)s places; %(taken)s are taken.",
        "%(number)s sessions with a trainer are planned, with %(places)s places; %(taken)s are taken.",
        planned.sessions,
    )
    taken = _of_people(planned.taken) if asked.organisations is None else f"{planned.taken:,}"
    return Deed(words % {"number": planned.sessions, "places": f"{planned.places:,}", "taken": taken}, **way)


def _hotels(asked: Inquiry) -> Deed:
    """Premises are businesses: their numbers are told as they are."""
    told = doing.hotels_reached(asked.on)
    words = _(
        "Hotels, in the last %(days)s days: visited, called or written to %(contacted)s; "
        "signed the pledge %(pledged)s; said how many work there %(counted)s."
    )
    may_open = is_coordinator(asked.user, on=asked.on)
    way = {"link": _("See the premises"), "url": reverse(settings.COORDINATOR_URL_NAME)} if may_open else {}
    counts = {name: number or _("none") for name, number in asdict(told).items()}
    return Deed(words % {"days": LOOKED_BACK_DAYS, **counts}, **way)


def _of_people(number: int) -> str:
    """A number of people as a leader may be told it."""
    return _("fewer than 5") if number in SMALL else f"{number:,}"
