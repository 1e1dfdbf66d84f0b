"""The demo's posters open the drivers' way in, and an officer finds somebody waiting."""

import pytest
from django.test import Client
from django.urls import reverse

from common import clock
from demo.services.doors import POSTERS, lay_doors
from demo.services.laying import clear_people
from demo.services.structure import lay_places_and_roles
from onboarding import door_queries
from onboarding.models import Poster, Registration
from partnership.models import Person
from schemes.hotel_codes import ALPHABET

pytestmark = pytest.mark.django_db


def test_every_poster_opens_its_door_and_claims_wait() -> None:
    lay_places_and_roles()
    for _ in range(2):
        lay_doors(on=clock.today(), at=clock.now())
        for code in POSTERS:
            assert set(code) <= set(ALPHABET)
            assert Client().get(reverse("onboarding:taxi_landing", args=[code])).status_code == 200
        assert Poster.objects.count() == len(POSTERS)
        authority = Poster.objects.get(code="TAXYRANK").authority_id
        assert [claim.name for claim in door_queries.queue_of([authority])] == ["Marek Zielinski"]
        assert door_queries.licensed_elsewhere_by([authority]) == [("", 1)]
        clear_people()
        assert not Registration.objects.exists()
        assert not Person.objects.exists()
