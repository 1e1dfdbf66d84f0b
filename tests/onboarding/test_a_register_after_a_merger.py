"""Case 30, the week after: the successor's register goes on where the old one stopped, and March stays March."""

from datetime import date

import pytest
import time_machine

from common.dates import london_moment
from partnership import successions
from partnership.models import Area, Assignment, Organisation
from schemes.models import Licence
from tests.onboarding.conftest import Bring
from tests.onboarding.rosters import driver, register

pytestmark = pytest.mark.django_db
APRIL, WEEK_AFTER = date(2027, 4, 1), date(2027, 4, 8)


def test_the_successors_register_goes_on_with_the_licences_it_took_over(bring: Bring) -> None:
    bring("drivers", register(driver(1), driver(2)))
    area = Area.objects.create(code="E06000999", name="New", short_name="New", kind="district", valid_from=APRIL)
    Organisation.objects.create(code="NEW", name="New", short_name="New", kind="council", area=area, valid_from=APRIL)
    with time_machine.travel(london_moment(APRIL), tick=False):
        old = Licence.objects.filter(number="000001").get().assignment.organisation.code
        successions.carry_out(successions.plan([(old, "NEW")], on=APRIL), at=london_moment(APRIL))
    rows = register(
        driver(1, authority_code="NEW"), driver(2, authority_code="NEW", status="revoked", status_from="2027-04-05")
    )
    answer = bring("drivers", rows, on=WEEK_AFTER)
    assert answer.results() == {"000001": "changed", "000002": "ended"}  # the area is the new council's
    assert Licence.objects.count() == 2
    spans = Assignment.objects.order_by("reference", "starts_on").values_list("reference", "starts_on", "ends_on")
    (_, issued, _), *_others = spans
    assert next(each for each in spans if each[0] == "000001")[2] == APRIL
    assert [each[1] for each in spans if each[1] != issued] == [APRIL, APRIL]
    assert [each[2] for each in spans if each[0] == "000002"] == [APRIL, date(2027, 4, 5)]
