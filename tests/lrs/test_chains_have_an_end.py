"""References hand on what they refer to, far enough for people and not without end: the work stays in proportion."""

import uuid
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lrs.chains import DEEPEST, MOST_HANDED_ON
from lrs.models import Term
from tests.lrs.builders import Json, agent, ref, statement
from tests.lrs.conftest import Caller

pytestmark = pytest.mark.django_db


def chain(length: int) -> list[Json]:
    """Statements each of another agent, each referring to the one after it; the last is about an activity."""
    ids = [str(uuid.uuid4()) for _ in range(length)]
    links = [
        statement(id=name, actor=agent(f"a{number}"), object=ref(after))
        for number, (name, after) in enumerate(pairwise(ids))
    ]
    return [*links, statement(id=ids[-1], actor=agent("end"))]


@pytest.mark.parametrize("order", [1, -1], ids=["reference first", "target first"])
def test_a_chain_is_followed_as_far_as_is_said_whatever_came_first(caller: Caller, order: int) -> None:
    statements = chain(DEEPEST + 2)
    for one in statements[::order]:
        caller.post(one)
    assert set(caller.ids({"agent": agent("end")})) == {one["id"] for one in statements[1:]}


@pytest.mark.parametrize("order", [1, -1], ids=["reference first", "target first"])
def test_a_long_chain_takes_work_in_proportion_to_its_length(caller: Caller, order: int) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert caller.post(chain(350)[::order]).status_code == 200
    assert len(queries) < 200
    assert Term.objects.count() < 350 * (DEEPEST + 8)


def test_a_huge_group_is_found_itself_and_copied_to_those_who_refer_to_it_in_part(caller: Caller) -> None:
    team = {"objectType": "Group", "member": [agent(f"m{number}") for number in range(1000)]}
    one = statement(context={"team": team})
    references = [statement(object=ref(one["id"])) for _ in range(20)]
    caller.post([one, *references])
    assert caller.ids({"agent": agent("m999"), "related_agents": "true"}) == [one["id"]]
    found = caller.ids({"activity": one["object"]["id"]})
    assert len(found) == 21
    assert Term.objects.count() < 1000 + 21 * (MOST_HANDED_ON + 10)
