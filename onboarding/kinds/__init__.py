"""The kinds of roster the engine knows, by the word that the command and the pages call them."""

from onboarding.kinds.base import Kind
from onboarding.kinds.certificates import Certificates
from onboarding.kinds.drivers import Drivers
from onboarding.kinds.esr import Esr
from onboarding.kinds.members import Members
from onboarding.kinds.premises import Premises
from onboarding.kinds.sessions import Sessions
from onboarding.kinds.staff import Staff

KINDS: dict[str, Kind] = {
    kind.code: kind for kind in (Drivers(), Members(), Esr(), Staff(), Premises(), Sessions(), Certificates())
}

__all__ = ["KINDS", "Kind"]
