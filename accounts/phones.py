"""Mobile numbers as people type them. Pure: no Django."""

import phonenumbers

BRITISH, BRITISH_FIGURES = 44, 10  # without the leading zero; a mobile number begins with 7
SHORTEST = 10_000_000  # eight figures elsewhere: less is a local number, or a slip


def in_international_form(typed: str) -> str | None:
    """ "07700 900123" or "+44 7700 900123" → "+447700900123"; None for what is no mobile number.

    A number without a country code is taken for a British one.
    """
    try:
        number = phonenumbers.parse(typed, "GB")
    except phonenumbers.NumberParseException:
        return None
    # Not `is_valid_number`: it knows no numbers set apart for drama, and operators open ranges before it hears of them.
    national = str(number.national_number or "")
    if number.country_code == BRITISH and (len(national) != BRITISH_FIGURES or not national.startswith("7")):
        return None
    if not phonenumbers.is_possible_number(number) or (number.national_number or 0) < SHORTEST:
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def as_read(number: str) -> str:
    """ "+447700900123" → "07700 900 123", as a British reader says it; another country's stays as it is."""
    if not number.startswith(f"+{BRITISH}7") or len(number) != len(f"+{BRITISH}") + BRITISH_FIGURES:
        return number
    national = number.removeprefix(f"+{BRITISH}")
    return f"0{national[:4]} {national[4:7]} {national[7:]}"
