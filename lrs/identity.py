"""Which agent, activity, verb or registration: a 128-bit key of what identifies it, so comparing is one look-up.

Keys are BLAKE2b of the kind and the identifying strings, compared as simple strings (RFC 3987 5.3.1). No Django here.
"""

from hashlib import blake2b
from typing import Any

Key = str  # 32 hex digits, kept in UUID columns

IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")


def key_of(kind: str, *parts: str) -> Key:
    return blake2b("\0".join((kind, *parts)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def agent_key(actor: dict[str, Any]) -> Key | None:
    """The key of an agent or identified group by its one identifier (Data 2.4.2.3); None for an anonymous group."""
    if "account" in actor:
        return key_of("account", actor["account"]["homePage"], actor["account"]["name"])
    for name in IDENTIFIERS[:3]:
        if name in actor:
            value = actor[name]
            return key_of(name, value.lower() if name == "mbox_sha1sum" else value)
    return None


def activity_key(iri: str) -> Key:
    return key_of("activity", iri)


def verb_key(iri: str) -> Key:
    return key_of("verb", iri)


def registration_key(uuid: str) -> Key:
    return key_of("registration", uuid.lower())
