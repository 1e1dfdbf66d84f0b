"""What a credential may do: the OAuth scopes of the specification (xAPI 1.0.3 Communication 4.0). No Django here."""

from collections.abc import Collection

ALL = "all"
READ_ALL = "all/read"
WRITE_STATEMENTS = "statements/write"
READ_STATEMENTS = "statements/read"
READ_OWN_STATEMENTS = "statements/read/mine"
STATE = "state"
DEFINE = "define"
PROFILE = "profile"
SCOPES = (ALL, READ_ALL, WRITE_STATEMENTS, READ_STATEMENTS, READ_OWN_STATEMENTS, STATE, DEFINE, PROFILE)

# What each kind of call asks for: any one of these scopes will do.
TO_WRITE_STATEMENTS = frozenset({ALL, WRITE_STATEMENTS})
TO_DEFINE = frozenset({ALL, DEFINE})
TO_READ_STATEMENTS = frozenset({ALL, READ_ALL, READ_STATEMENTS})
TO_READ_ANY_STATEMENT = TO_READ_STATEMENTS | {READ_OWN_STATEMENTS}
TO_READ_ACTIVITIES = TO_READ_STATEMENTS | {DEFINE, PROFILE, STATE}
TO_WRITE_STATE = frozenset({ALL, STATE})
TO_READ_STATE = TO_WRITE_STATE | {READ_ALL}
TO_WRITE_PROFILE = frozenset({ALL, PROFILE})
TO_READ_PROFILE = TO_WRITE_PROFILE | {READ_ALL}


def allows(held: Collection[str], asked: Collection[str]) -> bool:
    return not set(asked).isdisjoint(held)


def only_own_documents(held: Collection[str], asked: Collection[str]) -> bool:
    """Whether a caller that may is limited to documents of its own authority: `state` and `profile` are for those."""
    return not allows(held, set(asked) - {STATE, PROFILE})


def only_own_statements(held: Collection[str]) -> bool:
    """Whether reading is limited to statements stored under the credential's own authority."""
    return not allows(held, TO_READ_STATEMENTS)
