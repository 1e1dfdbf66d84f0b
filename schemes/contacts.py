"""A mobile number or an e-mail address, whichever somebody typed."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.phones import in_international_form


def contact_of(typed: str) -> dict[str, str] | None:
    """{"mobile": in international form} or {"email": …}; {} for nothing, None for what cannot be read."""
    typed = typed.strip()
    mobile = in_international_form(typed) if typed and "@" not in typed else None
    if not typed or mobile:
        return {"mobile": mobile} if mobile else {}
    try:
        validate_email(typed)
    except ValidationError:
        return None
    return {"email": typed.lower()}
