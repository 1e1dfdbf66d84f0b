"""An area's own contacts, as anybody may see them: what help now and the card of local numbers are made of."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from common import clock
from courses import queries
from courses.insert_values import InsertValues, Viewer
from partnership.models import Area

# What an area's page shows, in this order; the rest of what an area writes belongs to its courses.
NAME, PHONE, HOURS, AFTER_HOURS, POLICE = "mash_name", "mash_phone", "mash_hours", "out_of_hours_phone", "police_force"
AREA_KEYS = (NAME, PHONE, HOURS, AFTER_HOURS, POLICE)


@dataclass(frozen=True, slots=True)
class Place:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class AreaHelp:
    """An area's own contacts; a part nobody has written is empty, and its national words are shown instead."""

    place: Place
    team: str
    phone: str
    hours: str
    after_hours: str
    police: str


@dataclass(frozen=True, slots=True)
class CardLine:
    """One line of the card: whom one calls for what. `number` is empty when nobody gave one; `note` says so."""

    label: str
    number: str
    note: str = ""

    @property
    def dial(self) -> str:
        return self.number.replace(" ", "")


def read_area(area: Area) -> AreaHelp:
    """What an area's page shows: its own public inserts, or those of an area above it."""
    values = queries.shared_inserts_for(area=area, viewer=Viewer.PUBLIC, on=clock.today())
    return AreaHelp(Place(area.code, area.name), *(_shown(values, key) for key in AREA_KEYS))


def _shown(values: InsertValues, key: str) -> str:
    found = values.shown(key)
    return found.value if found else ""


def card_lines(area: AreaHelp | None) -> list[CardLine]:
    """The card, most urgent first. Local numbers come from inserts alone: one that is missing is said to be missing."""
    local = _local_lines(area) if area else []
    return [
        CardLine(_("Danger now"), "999", _("You do not have to be sure. Too risky to speak? Listen, then press 55.")),
        *local,
        CardLine((area and area.police) or _("Police, not an emergency"), "101"),
        CardLine(_("Crimestoppers"), "0800 555 111", _("You do not have to give your name.")),
        CardLine(_("NSPCC, advice for adults"), "0808 800 5000"),
        CardLine(_("Childline, for anyone under 19"), "0800 1111"),
    ]


def _local_lines(area: AreaHelp) -> list[CardLine]:
    unknown = _("No number has been given for here yet. Look on your council's website.")
    team = CardLine(area.team or _("Children's team"), area.phone, area.hours if area.phone else unknown)
    return [team, CardLine(_("Nights and weekends"), area.after_hours, "" if area.after_hours else unknown)]
