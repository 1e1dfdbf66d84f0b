"""`manage.py erase_person`: answer a request for erasure (pack 3.11, case 28). Safe twice."""

from argparse import ArgumentParser
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from common import clock
from onboarding.services.erasing import ErasureRefused, erase_person
from partnership.models import Person


class Command(BaseCommand):
    help = (
        "Erase who somebody is: name, contacts, numbers, login, messages, files and the link to their statements. "
        "Every figure of the past stays. Refused while a training duty of theirs is in force, or a legal hold is on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("person", type=UUID, help="the person's uuid, as the address of a post of theirs shows it")
        parser.add_argument("--yes", action="store_true", help="do it; without, only say whether it can be done")

    def handle(self, *args: object, person: UUID, yes: bool, **options: object) -> None:
        found = Person.objects.filter(uuid=person).first() or Person.objects.filter(assignments__uuid=person).first()
        if found is None:
            raise CommandError("Nobody, and no post, has this uuid. Copy it from the address of one of their pages.")
        try:
            erase_person(person=found, at=clock.now(), is_dry=not yes)
        except ErasureRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write("Erased." if yes else "They can be erased. Say --yes to do it; it cannot be undone.")
