"""The people one can sign in as in the demo. Each takes a place that the population has anyway: nobody is added."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Persona:
    """A login. `slot` is (group, status slot, number) of the place they take, None for logins without a training duty.

    `grants` are (kind, organisation code or "") as in pack section 1.5.
    """

    email: str
    name: str
    shown_as: str
    slot: tuple[str, str, int] | None = None
    grants: tuple[tuple[str, str], ...] = ()
    is_editor: bool = False
    is_administrator: bool = False


PERSONAS: tuple[Persona, ...] = (
    Persona("driver@lookout.example", "Sam Ferris", "Taxi driver in Aldermoor, overdue", ("Drivers: Aldermoor", "never", 0)),
    Persona("dispatch@lookout.example", "Rina Datta", "Booking desk, new in post", ("PHV operators and dispatch", "in_grace", 0)),
    Persona("councillor@lookout.example", "Cllr Meg Rowntree", "New councillor in Aldermoor", ("Members: Aldermoor", "in_grace", 0)),
    Persona("clinician@lookout.example", "Dr Ola Bright", "Hospital doctor, certificate expired", ("Hospitals FT level 3", "expired", 0)),
    Persona("socialworker@lookout.example", "Jo Marchetti", "Social worker, course started", ("County children's workforce", "started", 0)),
    Persona(
        "lead@lookout.example", "Hazel Quaye", "Training lead, Hospitals FT", ("Leaders and managers (all agencies)", "current", 0),
        (("training_lead", "WHFT"),),
    ),
    Persona(
        "licensing@lookout.example", "Tom Akers", "Licensing officer, Aldermoor", None, (("licensing_officer", "ALD"),)
    ),
    Persona(
        "democratic@lookout.example", "Ines Calder", "Democratic services, Dunmere", None, (("democratic_services", "DUN"),)
    ),
    Persona("board@lookout.example", "Ruth Penhale", "Partnership board", None, (("board", ""),)),
    Persona("manager@lookout.example", "Dev Anand", "Partnership training manager", None, (("partnership_manager", ""),)),
    Persona("editor@lookout.example", "Nell Osei", "Writes the courses", is_editor=True),
    Persona("admin@lookout.example", "Ash Novak", "Administrator", is_editor=True, is_administrator=True),
)  # fmt: skip
