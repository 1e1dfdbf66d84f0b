"""Making, using and ending the credentials with which other systems speak to the store."""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import OperationalError, transaction
from django.db.models import Q
from django.utils.crypto import constant_time_compare, salted_hmac

from lrs import wire
from lrs.asking import as_uuid
from lrs.impatience import no_waiting
from lrs.models import Authority, Credential
from lrs.scopes import SCOPES
from lrs.services.recording import authority_for

SEEN_EVERY = timedelta(minutes=1)


def create_credential(*, name: str, scopes: Sequence[str], at: datetime) -> tuple[Credential, str]:
    """A new credential and its secret, which is not kept and cannot be shown again.

    Everything of one name shares one authority, so an agency keeps its authority when it changes its credential.
    Raises ValueError for a scope that does not exist.
    """
    unknown = [scope for scope in scopes if scope not in SCOPES]
    if unknown or not scopes:
        raise ValueError(f"Unknown scope {', '.join(unknown)}. Scopes are: {', '.join(SCOPES)}.")
    secret = secrets.token_hex(32)
    with transaction.atomic():
        credential = Credential.objects.create(
            name=name,
            key=secrets.token_hex(16),
            secret_hash=hash_of(secret),
            scopes=list(dict.fromkeys(scopes)),
            authority=authority_for(agent=agent_of(name)),
            created_at=at,
        )
    return credential, secret


def authenticate(*, key: str, secret: str, at: datetime) -> Credential | None:
    """The credential behind a key and secret, or None; notes that it was used, at most once a minute."""
    credential = _in_force(key)
    if credential is None or not constant_time_compare(credential.secret_hash, hash_of(secret)):
        return None
    stale = Q(last_used_at=None) | Q(last_used_at__lt=at - SEEN_EVERY)
    if credential.last_used_at is None or credential.last_used_at < at - SEEN_EVERY:
        # A long write must not keep a reader at the door: then this use goes unnoted.
        with suppress(OperationalError), no_waiting():
            Credential.objects.filter(stale, pk=credential.pk).update(last_used_at=at)
    return credential


def _in_force(key: str) -> Credential | None:
    """The credential with its authority, by one question (lrs.asking): every call begins with it."""
    sql = (
        "SELECT c.*, a.key AS authority_key, a.agent AS authority_agent FROM lrs_credential c "
        "JOIN lrs_authority a ON a.id = c.authority_id WHERE c.key = %s AND c.revoked_at IS NULL"
    )
    for credential in Credential.objects.raw(sql, [key]):
        beside = vars(credential)
        agent, authority_key = wire.reread(beside["authority_agent"]), as_uuid(beside["authority_key"])
        credential.authority = Authority(pk=credential.authority_id, key=authority_key, agent=agent)
        return credential
    return None


def revoke_credentials(*, name: str, at: datetime) -> int:
    """End every credential of this name; returns how many were still in force."""
    return Credential.objects.filter(name=name, revoked_at=None).update(revoked_at=at)


def revoke_credential(*, credential: Credential, at: datetime) -> None:
    """End one credential; one that was ended before keeps its moment."""
    Credential.objects.filter(pk=credential.pk, revoked_at=None).update(revoked_at=at)


def agent_of(name: str) -> dict[str, Any]:
    """The authority of statements that come in with a credential of this name."""
    return {
        "objectType": "Agent",
        "name": name,
        "account": {"homePage": f"{settings.PUBLIC_URL}/xapi/credentials", "name": name},
    }


def hash_of(secret: str) -> str:
    """HMAC-SHA256 under the secret key. The secret is 256 random bits: a slow hash would guard nothing more."""
    return salted_hmac("lrs.credential", secret, algorithm="sha256").hexdigest()
