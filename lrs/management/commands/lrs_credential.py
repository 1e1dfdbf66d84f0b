"""manage.py lrs_credential create|list|revoke: the credentials with which other systems speak to the record store."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common import clock
from lrs.models import Credential
from lrs.presentation import iso
from lrs.scopes import ALL, SCOPES
from lrs.services import credentials


class Command(BaseCommand):
    help = "Creates, lists and revokes credentials of the record store. A secret is shown once, when it is made."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["create", "list", "revoke"])
        parser.add_argument("--name", help="the system or agency; credentials of one name share one authority")
        parser.add_argument(
            "--scope",
            action="append",
            choices=SCOPES,
            help=f"what it may do; may be repeated (default: {ALL})",
        )
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "list":
            answer: Any = [_described(credential) for credential in Credential.objects.order_by("name", "id")]
        elif not (options["name"] or "").strip() or len(options["name"]) > 200:
            raise CommandError("Say whose credential it is with --name, in at most 200 characters.")
        elif options["action"] == "create":
            answer = _create(options["name"].strip(), options["scope"] or [ALL])
        else:
            answer = _revoke(options["name"].strip())
        self.stdout.write(json.dumps(answer) if options["format"] == "json" else _as_text(answer))


def _create(name: str, scopes: list[str]) -> dict[str, Any]:
    credential, secret = credentials.create_credential(name=name, scopes=scopes, at=clock.now())
    return {"key": credential.key, "secret": secret, "name": credential.name, "scopes": credential.scopes}


def _revoke(name: str) -> dict[str, Any]:
    count = credentials.revoke_credentials(name=name, at=clock.now())
    if not count:
        raise CommandError(f'There is no credential in force with the name "{name}".')
    return {"name": name, "revoked": count}


def _described(credential: Credential) -> dict[str, Any]:
    return {
        "name": credential.name,
        "key": credential.key,
        "scopes": credential.scopes,
        "created_at": iso(credential.created_at),
        "last_used_at": credential.last_used_at and iso(credential.last_used_at),
        "revoked_at": credential.revoked_at and iso(credential.revoked_at),
    }


def _as_text(answer: Any) -> str:
    if isinstance(answer, list):
        return "\n\n".join(_as_text(item) for item in answer) or "There are no credentials."
    return "\n".join(
        f"{key}: {', '.join(value) if isinstance(value, list) else value}" for key, value in answer.items()
    )
