"""Wealdshire, the fictional partnership of the demo (docs: pack sections 1.3 and 3.13). Plain data: no Django, no
dates.

`PLANS` says how many people of each group stand in each status on the day the demo is laid out for. The figures on the
board are never read from here: people are made, with licences, leave, passes and attempts, and then counted like
anybody.
"""

from dataclasses import dataclass

COUNTY = "E10000991"
DISTRICTS = {  # short name: (GSS code, full name, share of the county's people)
    "Aldermoor": ("E07000991", "Aldermoor Borough", 26),
    "Brackenford": ("E07000992", "Brackenford District", 14),
    "Casterley": ("E07000993", "Casterley City", 30),
    "Dunmere": ("E07000994", "Dunmere District", 13),
    "Elmsworth": ("E07000995", "Elmsworth Borough", 17),
}

# code: (name, short name, kind, parent code, area code)
ORGANISATIONS: dict[str, tuple[str, str, str, str | None, str | None]] = {
    "WSCP": ("Wealdshire Safeguarding Children Partnership", "Wealdshire partnership", "partnership", None, COUNTY),
    "WCC": ("Wealdshire County Council", "County Council", "council", None, COUNTY),
    "WCC-CS": ("Wealdshire children's services", "Children's services", "council", "WCC", COUNTY),
    "ALD": ("Aldermoor Borough Council", "Aldermoor", "council", None, "E07000991"),
    "BRA": ("Brackenford District Council", "Brackenford", "council", None, "E07000992"),
    "CAS": ("Casterley City Council", "Casterley", "council", None, "E07000993"),
    "DUN": ("Dunmere District Council", "Dunmere", "council", None, "E07000994"),
    "ELM": ("Elmsworth Borough Council", "Elmsworth", "council", None, "E07000995"),
    "POL": ("Wealdshire Police", "Wealdshire Police", "police", None, COUNTY),
    "ICB": ("Weald & Downs Integrated Care Board", "Weald & Downs ICB", "nhs", None, COUNTY),
    "WHFT": ("Wealdshire Hospitals NHS Foundation Trust", "Hospitals FT", "nhs", None, COUNTY),
    "WCMH": ("Weald Community & Mental Health NHS Foundation Trust", "Community FT", "nhs", None, COUNTY),
    "GP": ("Wealdshire general practice", "General practice", "general_practice", None, COUNTY),
    "YJS": ("Wealdshire Youth Justice Service", "Youth justice", "youth_justice", None, COUNTY),
    "PRO": ("Probation Service, Wealdshire unit", "Probation", "probation", None, COUNTY),
    "HOTELS": ("Hotels and accommodation", "Hotels", "accommodation", None, COUNTY),
    "OPS": ("Wealdshire private hire operators", "PHV operators", "operators", None, COUNTY),
}
PRACTICES = 72

ROLE_GROUPS = {
    "drivers": ("Drivers", ("hackney_driver", "phv_driver", "dual_driver")),
    "operators": ("Operators and dispatch", ("phv_operator", "phv_dispatch")),
    "hotel": (
        "Hotel and accommodation staff",
        (
            "hotel_reception", "hotel_housekeeping", "hotel_night", "hotel_food_bar", "hotel_security",
            "hotel_maintenance", "hotel_duty_manager", "hotel_champion",
        ),
    ),
    "members": (
        "Elected members",
        (
            "councillor", "lead_member_cs", "corporate_parenting_member", "scrutiny_member", "licensing_member",
            "group_leader", "coopted_member",
        ),
    ),
    "health-1": ("Health level 1", ("health_l1",)),
    "health-2": ("Health level 2", ("health_l2",)),
    "health-3": ("Health level 3", ("health_l3",)),
    "police": ("Police", ("police_officer", "police_staff")),
    "childrens-workforce": (
        "Children's workforce",
        ("social_worker", "social_care_staff", "family_help_worker", "residential_fostering_staff"),
    ),
    "youth-justice": ("Youth justice", ("youth_justice_worker",)),
    "probation": ("Probation", ("probation_practitioner",)),
    "education": ("Schools and colleges", ("school_staff", "college_staff")),
    "housing-voluntary": ("Housing and voluntary sector", ("housing_officer", "voluntary_sector_worker")),
    "leaders": (
        "Leaders and managers",
        (
            "lead_safeguarding_partner", "delegated_partner", "director", "head_of_service", "team_manager",
            "police_leader", "named_professional", "dsl", "yot_manager", "probation_manager", "licensing_manager",
            "training_lead", "board_member",
        ),
    ),
}  # fmt: skip

ROLE_NAMES = {
    "hackney_driver": "Hackney carriage driver",
    "phv_driver": "Private hire driver",
    "dual_driver": "Hackney and private hire driver",
    "phv_operator": "Private hire operator",
    "phv_dispatch": "Booking and dispatch",
    "hotel_reception": "Hotel reception",
    "hotel_housekeeping": "Housekeeping",
    "hotel_night": "Night staff",
    "hotel_food_bar": "Bar and restaurant",
    "hotel_security": "Hotel security",
    "hotel_maintenance": "Maintenance",
    "hotel_duty_manager": "Duty manager",
    "hotel_champion": "Hotel champion",
    "councillor": "Councillor",
    "lead_member_cs": "Lead member for children's services",
    "corporate_parenting_member": "Corporate parenting member",
    "scrutiny_member": "Scrutiny member",
    "licensing_member": "Licensing member",
    "group_leader": "Group leader",
    "coopted_member": "Co-opted member",
    "health_l1": "Health staff, level 1",
    "health_l2": "Health practitioner, level 2",
    "health_l3": "Health practitioner, level 3",
    "police_officer": "Police officer",
    "police_staff": "Police staff",
    "social_worker": "Social worker",
    "social_care_staff": "Social care staff",
    "family_help_worker": "Family help worker",
    "residential_fostering_staff": "Residential and fostering staff",
    "youth_justice_worker": "Youth justice worker",
    "probation_practitioner": "Probation practitioner",
    "school_staff": "School staff",
    "college_staff": "College staff",
    "housing_officer": "Housing officer",
    "voluntary_sector_worker": "Voluntary sector worker",
    "lead_safeguarding_partner": "Lead safeguarding partner",
    "delegated_partner": "Delegated safeguarding partner",
    "director": "Director",
    "head_of_service": "Head of service",
    "team_manager": "Team manager",
    "police_leader": "Police leader",
    "named_professional": "Named or designated professional",
    "dsl": "Designated safeguarding lead",
    "yot_manager": "Youth justice manager",
    "probation_manager": "Probation manager",
    "licensing_manager": "Licensing manager",
    "training_lead": "Training lead",
    "board_member": "Board member",
}


@dataclass(frozen=True)
class Rule:
    """What a kind of group is held to. Months and days as the courses and pack section 2.1 set them."""

    course: str
    validity_months: int
    due_soon_days: int
    grace_days: int
    basis: str
    basis_note: str
    agreed_by: str
    before_start: bool = False
    new_term_months: int | None = None


DRIVER_RULE = Rule(
    "cse-taxi", 36, 90, 0, "contract", "The council’s licensing policy, before a first licence",
    "the licensing committee", before_start=True,
)  # fmt: skip
DISPATCH_RULE = Rule(
    "cse-taxi", 36, 90, 28, "policy", "Recommended by the partnership until it is a licence condition",
    "the partnership board",
)  # fmt: skip
MEMBER_RULE = Rule(
    "cse-members", 24, 90, 90, "policy", "Council constitution: essential training", "full council", new_term_months=12
)
HEALTH_RULE = Rule(
    "cse-health", 36, 90, 90, "contract", "Intercollegiate framework and NHS contract",
    "the trust’s safeguarding committee",
)  # fmt: skip
PRACTITIONER_RULE = Rule(
    "cse-practitioners", 24, 90, 90, "law", "Children Act 2004, section 11", "the partnership board"
)
LEADER_RULE = Rule("cse-leaders", 24, 90, 90, "policy", "Partnership board", "the partnership board")


@dataclass(frozen=True)
class Plan:
    """One group: who they are, what they are held to, and how many stand where on the day.

    `tried` are the overdue who began or failed. `roles` are (code, weight); `places` are (organisation code, weight).
    """

    name: str
    tile: str
    role_group: tuple[str, ...]
    organisation: str | None
    rule: Rule
    roles: tuple[tuple[str, int], ...]
    places: tuple[tuple[str, int], ...]
    contract: str
    exempt: int
    leave: int
    current: int
    in_grace: int
    expired: int
    tried: int
    never: int


DRIVER_ROLES = (("phv_driver", 62), ("hackney_driver", 16), ("dual_driver", 22))
MEMBER_ROLES = (
    ("councillor", 70),
    ("scrutiny_member", 12),
    ("licensing_member", 10),
    ("corporate_parenting_member", 8),
)


def _drivers(name: str, organisation: str, *counts: int) -> Plan:
    return Plan(
        f"Drivers: {name}", "Drivers", ("drivers",), organisation, DRIVER_RULE, DRIVER_ROLES, ((organisation, 1),),
        "licensed", *counts,
    )  # fmt: skip


def _members(name: str, organisation: str, *counts: int) -> Plan:
    return Plan(
        f"Members: {name}", "Elected members", ("members",), organisation, MEMBER_RULE, MEMBER_ROLES,
        ((organisation, 1),), "elected", *counts,
    )  # fmt: skip


def _staff(name: str, tile: str, group: str, organisation: str, rule: Rule, roles: tuple, *counts: int) -> Plan:
    return Plan(name, tile, (group,), organisation, rule, roles, ((organisation, 1),), "employed", *counts)


LEADER_ROLES = (
    ("team_manager", 58), ("head_of_service", 18), ("director", 6), ("named_professional", 8), ("training_lead", 6),
    ("delegated_partner", 2), ("board_member", 2),
)  # fmt: skip
LEADER_PLACES = (
    ("WCC-CS", 22), ("WHFT", 26), ("WCMH", 18), ("POL", 14), ("ICB", 5), ("GP", 3), ("YJS", 2), ("PRO", 3), ("ALD", 2),
    ("BRA", 1), ("CAS", 2), ("DUN", 1), ("ELM", 1),
)  # fmt: skip

# Counts: exempt, long leave, current, in grace, expired, started or failed, never started (pack section 3.13).
PLANS: tuple[Plan, ...] = (
    _drivers("Aldermoor", "ALD", 0, 0, 563, 0, 41, 9, 27),
    _drivers("Brackenford", "BRA", 0, 0, 201, 0, 5, 1, 3),
    _drivers("Casterley", "CAS", 0, 0, 598, 0, 61, 14, 47),
    _drivers("Dunmere", "DUN", 0, 0, 127, 0, 2, 0, 1),
    _drivers("Elmsworth", "ELM", 0, 0, 139, 0, 6, 1, 4),
    _staff("PHV operators and dispatch", "PHV operators and dispatch", "operators", "OPS", DISPATCH_RULE,
           (("phv_dispatch", 78), ("phv_operator", 22)), 0, 4, 331, 22, 38, 17, 108),
    _members("Wealdshire CC", "WCC", 0, 1, 58, 1, 2, 0, 1),
    _members("Aldermoor", "ALD", 0, 0, 36, 2, 3, 0, 1),
    _members("Brackenford", "BRA", 0, 0, 31, 0, 5, 1, 1),
    _members("Casterley", "CAS", 0, 1, 44, 1, 1, 0, 1),
    _members("Dunmere", "DUN", 0, 0, 25, 0, 7, 1, 3),
    _members("Elmsworth", "ELM", 0, 0, 37, 0, 2, 0, 1),
    _staff("Hospitals FT level 1", "NHS trusts", "health-1", "WHFT", HEALTH_RULE, (("health_l1", 1),),
           12, 58, 1690, 46, 61, 8, 25),
    _staff("Hospitals FT level 2", "NHS trusts", "health-2", "WHFT", HEALTH_RULE, (("health_l2", 1),),
           9, 121, 2641, 88, 154, 22, 65),
    _staff("Hospitals FT level 3", "NHS trusts", "health-3", "WHFT", HEALTH_RULE, (("health_l3", 1),),
           4, 96, 1444, 51, 131, 30, 44),
    _staff("Community FT level 3", "NHS trusts", "health-3", "WCMH", HEALTH_RULE, (("health_l3", 1),),
           6, 112, 2126, 41, 77, 14, 24),
    Plan("General practice", "General practice", ("health-1", "health-2", "health-3"), "GP", HEALTH_RULE,
         (("health_l1", 45), ("health_l2", 25), ("health_l3", 30)),
         tuple((f"GP-{number:02}", 1) for number in range(1, PRACTICES + 1)), "employed",
         0, 30, 1322, 40, 208, 45, 255),
    _staff("Police, public-facing", "Police, public-facing", "police", "POL", PRACTITIONER_RULE,
           (("police_officer", 80), ("police_staff", 20)), 21, 84, 1489, 63, 158, 29, 56),
    _staff("County children's workforce", "County children's workforce", "childrens-workforce", "WCC-CS", PRACTITIONER_RULE,
           (("social_worker", 45), ("social_care_staff", 20), ("family_help_worker", 20),
            ("residential_fostering_staff", 15)), 5, 63, 1274, 38, 44, 9, 17),
    _staff("Youth justice", "Youth justice", "youth-justice", "YJS", PRACTITIONER_RULE,
           (("youth_justice_worker", 1),), 0, 2, 57, 1, 2, 0, 0),
    _staff("Probation", "Probation", "probation", "PRO", PRACTITIONER_RULE, (("probation_practitioner", 1),),
           0, 6, 117, 5, 8, 1, 3),
    Plan("Leaders and managers (all agencies)", "Leaders and managers (all agencies)", ("leaders",), None, LEADER_RULE, LEADER_ROLES,
         LEADER_PLACES, "employed", 0, 9, 349, 13, 26, 4, 11),
)  # fmt: skip

# A tile of one group alone has that group's name, so that tile, row, chart and file call it the same.
TARGETS = {
    "Drivers": 95, "PHV operators and dispatch": 95, "Elected members": 95, "NHS trusts": 90, "General practice": 90,
    "Police, public-facing": 95, "County children's workforce": 95, "Youth justice": 95, "Probation": 95,
    "Leaders and managers (all agencies)": 95,
}  # fmt: skip

# County councillors who also sit on a district council, by district: one person, two assignments, one certificate.
TWIN_HATTED = {"ALD": 6, "BRA": 4, "CAS": 6, "DUN": 3, "ELM": 5}

# The story of the months before the day, in how late people were. The share of those current now who had been overdue for
# months before their last pass: where it is high, coverage has risen; Casterley's drivers and Dunmere's members were no
# later than they are now, and so have gone nowhere.
LATE_RENEWALS: dict[str, float] = {
    "Drivers: Aldermoor": 0.38, "Drivers: Brackenford": 0.3, "Drivers: Casterley": 0.32, "Drivers: Dunmere": 0.25,
    "Drivers: Elmsworth": 0.3, "PHV operators and dispatch": 0.65, "Members: Wealdshire CC": 0.15,
    "Members: Aldermoor": 0.25, "Members: Brackenford": 0.12, "Members: Casterley": 0.15, "Members: Dunmere": 0.4,
    "Members: Elmsworth": 0.15, "Hospitals FT level 1": 0.2, "Hospitals FT level 2": 0.27, "Hospitals FT level 3": 0.32,
    "Community FT level 3": 0.2, "General practice": 0.42, "Police, public-facing": 0.26,
    "County children's workforce": 0.13, "Youth justice": 0.1, "Probation": 0.25,
    "Leaders and managers (all agencies)": 0.24,
}  # fmt: skip
# Groups nobody reached before: all who are current passed within so many days.
REACHED_SINCE = {"PHV operators and dispatch": 430}
# Of each ten people, those an e-mail address is known of. Reminders reach only them.
ADDRESSES_KNOWN = {"Drivers": 6, "Elected members": 10, "NHS trusts": 9}
