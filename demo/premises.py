"""The 240 known premises of Wealdshire (pack sections 1.3 and 3.13): invented names, and what became of each. Pure.

The figures on the board are never read from here: people are made, with posts, confirmations and passes, and then
counted like anybody. `DECLARED` and `CURRENT` say how many people to make.
"""

import random
import uuid
from dataclasses import dataclass
from itertools import product

from demo.wealdshire import DISTRICTS, Rule

HOTEL_RULE = Rule(
    "cse-hotel", 24, 90, 28, "policy", "Hotel Watch pledge: when staff start, and every two years",
    "the Hotel Watch steering group",
)  # fmt: skip
PREFIX = "W-"  # how the codes of the demo's premises begin: they are cleared by it
DESK = f"{PREFIX}0001"  # the champion's and the night worker's premises
SHARES = {"Aldermoor": 48, "Brackenford": 24, "Casterley": 86, "Dunmere": 53, "Elmsworth": 29}

# How many premises have gone how far.
FED, ACTIVE, AT_RISK, LAPSED, DECLINED, CONTACTED = 3, 58, 11, 14, 9, 52
DECLARED, CURRENT = 1148, 941
FED_STAFF, FED_TRAINED = (96, 71, 45), (84, 60, 41)
AT_RISK_STAFF, AT_RISK_TRAINED = 86, 17  # those trained lately: the others were confirmed by nobody for too long
OVER_DECLARED = ("W-0056", "W-0058")  # where one more is trained than is said to work there

FIRST = (
    "Station", "Harbour", "Quayside", "Mill", "Orchard", "Abbey", "Bridge", "Castle", "Market", "Priory", "Ferry",
    "Park", "Grange", "Meadow", "Lantern", "Larch", "Kingfisher", "Heron", "Old Brewery", "Weavers", "Saddlers",
    "Canal", "Lighthouse", "Sandpiper", "Riverbank", "Copper Beech", "Three Oaks", "White Gate", "Beacon", "Signal",
)  # fmt: skip
SECOND = (
    ("House Hotel", "hotel"), ("Lodge", "hotel"), ("Guest House", "guest_house"), ("View B&B", "guest_house"),
    ("Inn", "hotel"), ("Apartments", "serviced"), ("Hostel", "hostel"), ("Rooms", "other"),
)  # fmt: skip
ROOMS = {"hotel": (18, 120), "guest_house": (4, 12), "serviced": (6, 40), "hostel": (12, 60), "other": (3, 15)}


@dataclass(frozen=True)
class Place:
    """One premises. `staff` is the headcount to be declared, `trained` those current and live on the day."""

    code: str
    name: str
    district: str
    kind: str
    rooms: int
    fate: str  # fed, active, at_risk, lapsed, declined, contacted, prospect
    staff: int = 0
    trained: int = 0

    @property
    def holders(self) -> int:
        """How many hold a certificate there: capped, they count as `trained`."""
        return self.trained + (self.code in OVER_DECLARED)

    @property
    def uuid(self) -> uuid.UUID:
        """The same in every laying-out, so that an address stays good."""
        return uuid.uuid5(uuid.NAMESPACE_URL, f"wealdshire:{self.code}")


def places() -> tuple[Place, ...]:
    """All 240, the same every time."""
    rng = random.Random("premises")  # noqa: S311 - the same premises every time, not a secret
    names = [(f"{first} {second}", kind) for first, (second, kind) in product(FIRST, SECOND)]
    districts = [district for district, number in SHARES.items() for _ in range(number)]
    rng.shuffle(names)
    rng.shuffle(districts)
    names.sort(key=lambda name: name[1] != "hotel" or name[0] != "Kingfisher Lodge")  # the desk's premises is a hotel
    sizes = _sizes(rng)
    found = []
    for number, ((name, kind), district) in enumerate(zip(names, districts, strict=True), start=1):
        fate, staff, trained = sizes[number - 1]
        kind = "hotel" if staff >= 12 else kind
        rooms = staff * 3 - 7 if staff >= 12 else rng.randint(*ROOMS[kind])
        found.append(Place(f"{PREFIX}{number:04}", name, DISTRICTS[district][0], kind, rooms, fate, staff, trained))
    return tuple(found)


def _sizes(rng: random.Random) -> list[tuple[str, int, int]]:
    """By premises: what became of it, its headcount, and how many of them are trained. The desk's comes first."""
    active = _shared(DECLARED - sum(FED_STAFF) - AT_RISK_STAFF, ACTIVE, 6, rng)
    active[0] += 16 - (first := active[0])
    active[1] -= 16 - first
    at_risk = _shared(AT_RISK_STAFF, AT_RISK, 4, rng)
    return [
        *zip(["active"] * ACTIVE, active, _trained(active), strict=True),
        *zip(["fed"] * FED, FED_STAFF, FED_TRAINED, strict=True),
        *zip(["at_risk"] * AT_RISK, at_risk, [2] * 6 + [1] * 5, strict=True),
        *[("lapsed", 0, 2)] * LAPSED,
        *[("declined", 0, 0)] * DECLINED,
        *[("contacted", 0, 0)] * CONTACTED,
        *[("prospect", 0, 0)] * (sum(SHARES.values()) - FED - ACTIVE - AT_RISK - LAPSED - DECLINED - CONTACTED),
    ]


def _shared(total: int, number: int, least: int, rng: random.Random) -> list[int]:
    """`total` in `number` parts, none below `least`, uneven as premises are."""
    parts = [least] * number
    for _ in range(total - least * number):
        parts[min(rng.randrange(number), rng.randrange(number))] += 1
    return parts


def _trained(staff: list[int]) -> list[int]:
    """How many are trained in each active premises: seven in ten at least, and altogether what makes `CURRENT`."""
    wanted = CURRENT - sum(FED_TRAINED) - AT_RISK_TRAINED
    parts = [-(-each * 7 // 10) for each in staff]
    number = 0
    while sum(parts) < wanted:
        at = number % len(parts)
        if parts[at] < staff[at] and not (at == 0 and parts[at] >= 12):
            parts[at] += 1
        number += 1
    return parts


PLACES = places()
