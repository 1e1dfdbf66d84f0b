"""Edge case 10 of pack section 3.11: a bank nurse at two trusts is one person, and each trust sees its own post."""

from django.utils import timezone

from certification.queries.status import population
from onboarding import services
from onboarding.models import Suggestion
from onboarding.roster_permissions import roster_access
from partnership.models import AccessGrant, Assignment, Person
from partnership.permissions import access_of, visible_assignments
from tests.onboarding.conftest import Bring, D
from tests.onboarding.test_roster_pages import officer

HEAD = "organisation_code,employee_number,assignment_number,display_name,level_required,start,contract_type,email"


def test_case_10_each_trust_sees_its_own_post_of_a_bank_nurse(bring: Bring) -> None:
    for trust, number in (("WHFT", "2057"), ("WCMH", "8811")):
        bring("esr", [HEAD, f"{trust},{number},{number},Jo Ash,3,2020-01-01,bank,jo.ash@post.example"])
    leads = {trust: officer("training_lead", trust, trust.lower()) for trust in ("WHFT", "WCMH")}
    manager = officer("partnership_manager", "WSCP", "manager")
    # That somebody of this name works elsewhere too is for the partnership's manager alone to see and to decide.
    assert [roster_access(lead, on=D).suggestions().count() for lead in leads.values()] == [0, 0]
    assert roster_access(manager, on=D).suggestions().count() == 1
    services.decide(suggestion=Suggestion.objects.get(), decision="same", by=manager, at=timezone.now())
    assert Assignment.objects.values("person").distinct().count() == Person.objects.filter(canonical=None).count() == 1
    assert population(D).values("assignment__organisation__code").distinct().count() == 2
    for trust, lead in leads.items():
        own = visible_assignments(access_of(lead, on=D))
        assert [each.organisation.code for each in own] == [trust]
        seen = {run.organisation_ids[0] for run in roster_access(lead, on=D).runs()}
        assert seen <= {AccessGrant.objects.get(user=lead).organisation_id}
