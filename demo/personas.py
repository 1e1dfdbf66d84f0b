"""The people one can sign in as in the demo. Each takes a place that the population has anyway: nobody is added."""

from dataclasses import dataclass

from demo.premises import DESK, PLACES


@dataclass(frozen=True)
class Thing:
    """Something to try: what one would do, and where: an address's name, its one argument and its query."""

    words: str
    name: str
    argument: str = ""
    query: str = ""


@dataclass(frozen=True)
class Persona:
    """A login. `slot` is (group, status slot, number) of the place they take, None for logins without a training duty.

    `grants` are (kind, organisation code or "") as in pack section 1.5. `moment` names how they came to stand where
    they stand (demo.moments), `role` and `place` (codes) what they are and where; without one, it is drawn as for anybody
    else in their slot.
    """

    email: str
    name: str
    shown_as: str
    slot: tuple[str, str, int] | None = None
    grants: tuple[tuple[str, str], ...] = ()
    is_editor: bool = False
    is_administrator: bool = False
    moment: str = ""
    role: str = ""
    place: str = ""
    things: tuple[Thing, ...] = ()

    @property
    def key(self) -> str:
        return self.email.partition("@")[0]


START, COURSE, HELP = "learning:start", "wagtail_serve", "courses:help_now_area"
TRAINING, PEOPLE, BOARD = "certification:my_training", "desks:people", "reporting:board"

HOTEL = str(PLACES[0].uuid)

PERSONAS: tuple[Persona, ...] = (
    Persona(
        "driver@lookout.example", "Sam Ferris", "Taxi driver in Aldermoor, overdue", ("Drivers: Aldermoor", "never", 0), role="hackney_driver",
        things=(
            Thing("Start your course. It is in short steps, and keeps your place.", START, "cse-taxi"),
            Thing("See who you would call in Aldermoor, now", HELP, "E07000991"),
            Thing("See what the course teaches, as anybody can", COURSE, "courses/cse-taxi/"),
        ),
    ),
    Persona(
        "nearly@lookout.example", "Bilal Aziz", "Private hire driver in Casterley, only the questions left",
        ("Drivers: Casterley", "started", 0), role="phv_driver", moment="only_the_questions_left",
        things=(
            Thing("Carry on where you stopped: answer the questions and see your result", START, "cse-taxi"),
            Thing("See on your list what is done and what is left", TRAINING),
            Thing("See who you would call in Casterley, now", HELP, "E07000993"),
        ),
    ),
    Persona(
        "twice@lookout.example", "Carol Finch", "Taxi driver in Casterley, has not passed twice",
        ("Drivers: Casterley", "failed", 0), role="hackney_driver", moment="failed_twice",
        things=(
            Thing("Try the questions a third time: those you missed come first", START, "cse-taxi"),
            Thing("See what your list says after two tries, and that nothing blames you", TRAINING),
            Thing("See who you would call in Casterley, now", HELP, "E07000993"),
        ),
    ),
    Persona(
        "duesoon@lookout.example", "Grace Mbeki", "Taxi driver in Aldermoor, due in 23 days",
        ("Drivers: Aldermoor", "current", 0), role="hackney_driver", moment="due_in_23_days",
        things=(
            Thing("See until when you are trained, and that your licence ends on the same day", TRAINING),
            Thing("Renew now with the short refresher. It loses you no time.", START, "cse-taxi"),
            Thing("See how anybody can check a certificate", "certification:verify_form"),
        ),
    ),
    Persona(
        "renewing@lookout.example", "Priya Nandra", "Police officer, renewing with the refresher",
        ("Police, public-facing", "expired", 0), role="police_officer", moment="renewing",
        things=(
            Thing("Carry on with the refresher you began two days ago", START, "cse-practitioners"),
            Thing("See your old certificate, and the day it ended", TRAINING),
            Thing("See the whole course that it renews", COURSE, "courses/cse-practitioners/"),
        ),
    ),
    Persona(
        "dispatch@lookout.example", "Rina Datta", "Booking desk, new in post",
        ("PHV operators and dispatch", "in_grace", 0), role="phv_dispatch",
        things=(
            Thing("See by when you have to be trained, and who asks it of you", TRAINING),
            Thing("Start your course: it knows that you take bookings", START, "cse-taxi"),
            Thing("See who you would call, now", "courses:help_now"),
        ),
    ),
    Persona(
        "councillor@lookout.example", "Cllr Meg Rowntree", "New councillor in Aldermoor",
        ("Members: Aldermoor", "in_grace", 0), role="councillor",
        things=(
            Thing("See by when, and by whose rule, you have to be trained", TRAINING),
            Thing("Start the members’ course: what to ask, as well as what to notice", START, "cse-members"),
            Thing("See who you would call in Aldermoor, now", HELP, "E07000991"),
        ),
    ),
    Persona(
        "clinician@lookout.example", "Dr Ola Bright", "Hospital doctor, certificate expired",
        ("Hospitals FT level 3", "expired", 0), moment="lapsed",
        things=(
            Thing("See when your certificate ended", TRAINING),
            Thing("See what renewing asks of you: the refresher, and not the whole course", START, "cse-health"),
            Thing("See what the whole course teaches", COURSE, "courses/cse-health/"),
        ),
    ),
    Persona(
        "socialworker@lookout.example", "Jo Marchetti", "Social worker, course started",
        ("County children's workforce", "started", 0), role="social_worker",
        things=(
            Thing("Carry on where you stopped", START, "cse-practitioners"),
            Thing("See by when you should have finished", TRAINING),
            Thing("See who you would call, now", "courses:help_now"),
        ),
    ),
    Persona(
        "night@lookout.example", "Florin Dobre", "Hotel night worker in Dunmere, new in post",
        role="hotel_night", place=DESK,
        things=(
            Thing("See by when you have to be trained, and who asks it of you", TRAINING),
            Thing("Start your course: it knows that you work nights", START, "cse-hotel"),
            Thing("See who you would call in Dunmere, now", HELP, "E07000994"),
        ),
    ),
    Persona(
        "champion@lookout.example", "Marta Keane", "Hotel champion, Kingfisher Lodge", None, (("champion", DESK),),
        role="hotel_champion", place=DESK,
        things=(
            Thing("Take the roll-call that is due. It takes two minutes.", "schemes:roll_call", HOTEL),
            Thing("Print the staff-room poster with the code by which staff join", "schemes:code", HOTEL),
            Thing("See whether a trained person is on every shift", "desks:champion_of", HOTEL),
        ),
    ),
    Persona(
        "hotelwatch@lookout.example", "Pc Lewis Arden", "Hotel Watch coordinator, Wealdshire Police", None,
        (("hotel_watch", "HOTELS"),),
        things=(
            Thing("See which premises to visit next, and why", "desks:coordinator"),
            Thing("Open a premises: log a visit, see its tests", "schemes:premises", HOTEL),
            Thing("See those at risk before they lapse", "desks:coordinator", query="state=at_risk"),
        ),
    ),
    Persona(
        "lead@lookout.example", "Hazel Quaye", "Training lead, Hospitals FT",
        ("Leaders and managers (all agencies)", "current", 0), (("training_lead", "WHFT"),),
        role="training_lead", place="WHFT",
        things=(
            Thing("See who of your people is overdue, and what to do about each; find one by name", PEOPLE),
            Thing("See who is due soon, before they are late; take the list away, logged", PEOPLE, query="status=due_soon"),
            Thing("See how your trust’s figures stand against the target", BOARD),
        ),
    ),
    Persona(
        "licensing@lookout.example", "Tom Akers", "Licensing officer, Aldermoor", None, (("licensing_officer", "ALD"),),
        things=(
            Thing("See whose licence ends within 90 days without training, soonest first", "desks:licences"),
            Thing("See who was granted a licence without ever being trained", "desks:licences", query="status=untrained"),
            Thing("A new list of drivers has come: see what it would change, and bring it in", "rosters:list"),
        ),
    ),
    Persona(
        "democratic@lookout.example", "Ines Calder", "Democratic services, Aldermoor", None,
        (("democratic_services", "ALD"),),
        things=(
            Thing("See who must be trained before their first licensing panel", "desks:members"),
            Thing("See all members, with the day they accepted office and the next step", "desks:members", query="status=all"),
            Thing("See Aldermoor’s figures against the target", BOARD),
        ),
    ),
    Persona(
        "board@lookout.example", "Ruth Penhale", "Partnership board", None, (("board", ""),),
        things=(
            Thing("See which groups are furthest from target", BOARD),
            Thing("See the last thirteen months of each role group, and what is not known", BOARD),
            Thing("Take the figures away for a spreadsheet", "reporting:board_csv"),
        ),
    ),
    Persona(
        "manager@lookout.example", "Dev Anand", "Partnership training manager", None, (("partnership_manager", ""),),
        things=(
            Thing("See what waits in the partnership, in counts, and who can mend it", "desks:partnership"),
            Thing("See where the gaps are, group by group, and how they moved in a year", BOARD),
            Thing("Take the figures away for a spreadsheet", "reporting:board_csv"),
        ),
    ),
    Persona(
        "editor@lookout.example", "Nell Osei", "Writes the courses", is_editor=True,
        things=(
            Thing("Open the list of courses, choose one and change a sentence", "wagtailadmin_explore_root"),
            Thing("Change who to call in one district", "wagtailsnippets_courses_localinsert:list"),
            Thing("See the drivers’ course as a visitor sees it", COURSE, "courses/cse-taxi/"),
        ),
    ),
    Persona(
        "admin@lookout.example", "Ash Novak", "Administrator", is_editor=True, is_administrator=True,
        things=(
            Thing("See what needs doing across Lookout, and who took lists away", "wagtailadmin_home"),
            Thing("See who has to be trained, and by when", "wagtailsnippets_certification_requirement:list"),
            Thing("Change who to call in one district", "wagtailsnippets_courses_localinsert:list"),
        ),
    ),
)  # fmt: skip


def persona_by(key: str) -> Persona | None:
    return next((persona for persona in PERSONAS if persona.key == key), None)
