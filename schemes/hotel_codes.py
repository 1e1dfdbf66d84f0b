"""The code by which staff join: eight characters without look-alikes, so that it survives a poster and a shout."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0 or O, 1, I or L, and no U beside V
LENGTH = 8


def new_join_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def tidy_join_code(text: str) -> str:
    """What somebody typed as the code it may be: capitals, without spaces and dashes."""
    return "".join(char for char in text.upper() if char.isalnum())[:LENGTH]


def shown_join_code(code: str) -> str:
    """In two groups, as it is printed and read out."""
    return f"{code[:4]} {code[4:]}"
