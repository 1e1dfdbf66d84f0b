"""`common.making.new` makes what the model itself would; `collected_seldom` leaves Python's collector as it was."""

import gc
from datetime import date
from typing import Any

import pytest
from django.db import models

from certification.models import Obligation
from common.garbage import collected_seldom
from common.making import new
from onboarding.models import ImportRun, RosterEntry
from partnership.models import Assignment, Person, Role
from schemes.models import Licence

ANEW = ("uuid",)


def told(each: models.Model) -> dict[str, Any]:
    return {name: value for name, value in each.__dict__.items() if name not in ("_state", *ANEW)}


@pytest.mark.parametrize("model", [Person, Assignment, Licence, RosterEntry, Obligation, ImportRun])
def test_defaults_are_those_of_the_model(model: type[models.Model]) -> None:
    made, models_own = new(model), model()
    assert told(made) == told(models_own)
    assert made.__dict__.keys() == models_own.__dict__.keys()
    assert (made._state.adding, made._state.db) == (True, None)


def test_what_is_made_anew_for_each_is() -> None:
    one, other = new(ImportRun), new(ImportRun)
    assert one.uuid != other.uuid
    assert one.mapping is not other.mapping


def test_relations_are_taken_as_objects_or_as_numbers() -> None:
    person, role = Person(pk=7), Role(pk=9)
    post = new(Assignment, person=person, role_id=role.pk, starts_on=date(2026, 11, 30))
    assert (post.person, post.person_id, post.role_id) == (person, 7, 9)
    licence = new(Licence, assignment=post)
    assert (licence.assignment, post.licence) == (post, licence)
    assert told(licence)["assignment_id"] is None
    assert new(Assignment, counting_agency=None).counting_agency is None


def test_a_name_the_model_does_not_have_is_refused() -> None:
    with pytest.raises(TypeError, match="no field shoe_size"):
        new(Person, shoe_size=44)


def test_it_is_saved_like_any_other(db: None) -> None:
    person = new(Person, display_name="Ann")
    person.save()
    assert Person.objects.get() == person


def test_the_collector_is_as_it_was_afterwards_though_the_work_failed() -> None:
    before = gc.get_threshold()
    with collected_seldom():
        assert gc.get_threshold()[0] > before[0]
    with pytest.raises(ZeroDivisionError), collected_seldom():
        raise ZeroDivisionError
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, 0)
