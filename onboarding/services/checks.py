"""The check for grant and renewal: is a licence's holder trained? Yes or no and until when, and nothing else (6.2).

To a system, a number that is nobody's is answered like one whose holder was never trained; an officer is told that no
licence of theirs has it, because a slip must not read as a ground for refusal. A person decides, never this answer.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts.models import User
from certification.models import CoverPeriod
from common.dates import london_day
from onboarding.door_queries import licences_with_number
from onboarding.models.doors import LicenceCheck, LicenceCheckKey
from onboarding.secret_codes import hash_of, new_key
from partnership.models import Organisation
from schemes.models import Licence
from schemes.queries.in_force import Days, Force, days_of

SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Standing:
    """`expires_on` is the last day of the newest training there was; None where there was none.

    `licence` is how the licence itself stands, for the authority's officer; None where no licence has the number.
    """

    is_current: bool
    expires_on: date | None
    licence: Days | None = None

    @property
    def ends_before_licence(self) -> bool:
        """Whether somebody is current today, and will not be so on the last day of their licence."""
        if self.expires_on is None or self.licence is None or self.licence.force is Force.ENDED:
            return False
        return self.is_current and self.expires_on < self.licence.last_day


def check_licence(
    *, authority: Organisation, number: str, at: datetime, by: User | None = None, key: LicenceCheckKey | None = None
) -> Standing:
    """Answer for the newest licence of this number at this authority that has begun, and note that it was asked."""
    found, on = licences_with_number(authority, number), london_day(at)
    licence = found.filter(issued_on__lte=on).first() or found.first()
    LicenceCheck.objects.create(authority=authority, licence=licence, asked_by=by, key=key, asked_at=at)
    return _standing(licence, on) if licence else Standing(is_current=False, expires_on=None)


def _standing(licence: Licence, on: date) -> Standing:
    """Read from the cover of the licence's own assignment, which stays there when the licence has run out."""
    begun = CoverPeriod.objects.filter(obligation__assignment=licence.assignment_id, starts_on__lte=on)
    last = begun.order_by("-ends_on").values_list("ends_on", flat=True).first()
    return Standing(last is not None and last >= on, last, days_of(licence, on))


def make_key(*, authority: Organisation, name: str, by: User, at: datetime) -> tuple[LicenceCheckKey, str]:
    """A new key and its text, which is not kept and cannot be shown again."""
    text = new_key()
    hashed = hash_of(text, use="licence-check")
    made = LicenceCheckKey.objects.create(authority=authority, name=name, key_hash=hashed, made_by=by, made_at=at)
    return made, text


def revoke_key(*, key: LicenceCheckKey, at: datetime) -> None:
    LicenceCheckKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=at)


def key_for(text: str, *, at: datetime) -> LicenceCheckKey | None:
    """The key in force that a caller shows; notes its use, at most once a minute."""
    in_force = LicenceCheckKey.objects.select_related("authority").filter(revoked_at=None)
    found = in_force.filter(key_hash=hash_of(text, use="licence-check")).first()
    if found and (found.last_used_at is None or found.last_used_at < at - SEEN_EVERY):
        LicenceCheckKey.objects.filter(pk=found.pk).update(last_used_at=at)
    return found


def forget_checks(*, before: datetime) -> int:
    """Delete the log of checks before a moment; returns how many rows went."""
    return LicenceCheck.objects.filter(asked_at__lt=before).delete()[0]
