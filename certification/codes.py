"""Verification codes: 80 random bits in Crockford's alphabet, in four groups that survive being read out or retyped."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP_LENGTH = 4, 4


def new_code() -> str:
    """A fresh code such as "7K2M-04QX-9TZB-HD5E"."""
    characters = [secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP_LENGTH)]
    groups = ["".join(characters[i : i + GROUP_LENGTH]) for i in range(0, len(characters), GROUP_LENGTH)]
    return "-".join(groups)


def tidy_code(text: str) -> str:
    """What somebody typed as the code it means: case, spaces, dashes and look-alike letters (O, I, L) are forgiven."""
    plain = "".join(text.upper().split()).replace("-", "")
    plain = plain.translate(str.maketrans("OIL", "011"))
    return "-".join(plain[i : i + GROUP_LENGTH] for i in range(0, len(plain), GROUP_LENGTH))
