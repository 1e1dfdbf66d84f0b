"""A claim that nobody has matched teaches and does not count; a secondment counts at one agency only."""

import pytest

from certification import services
from certification.models import Obligation
from tests.certification.conftest import ON, World

pytestmark = pytest.mark.django_db


def test_an_unmatched_claim_is_held_to_nothing_until_it_is_matched(world: World) -> None:
    world.rule()
    job = world.job(world.person(), is_unmatched=True)
    services.refresh(person_ids=[job.person_id])
    assert not Obligation.objects.exists()
    job.is_unmatched = False
    job.save()
    services.refresh(person_ids=[job.person_id])
    assert Obligation.objects.filter(assignment=job).count() == 1


def test_a_secondment_is_counted_by_its_counting_agency_alone(world: World) -> None:
    world.rule("YJS")
    world.rule("POL")
    person = world.person()
    placed = world.job(person, "YJS", counting_agency=world.organisation("YJS"))
    world.job(person, "POL", counting_agency=world.organisation("YJS"))
    services.refresh(person_ids=[person.pk])
    assert [o.assignment_id for o in Obligation.objects.filter(starts_on__lte=ON)] == [placed.pk]
