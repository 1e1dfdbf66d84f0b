"""What a page may promise about a message: nobody is told where there is no way to reach them."""

from django.utils.translation import gettext as _

from messaging.services import route_to


def telling(*, email: str, mobile: str) -> str:
    """Whether somebody is told, in a sentence for whoever did what they have to hear of."""
    if route_to(email=email, mobile=mobile) is not None:
        return _("They are told.")
    if mobile:
        return _("No text goes out from here, so tell them yourself.")
    return _("No e-mail or phone is known, so tell them yourself.")
