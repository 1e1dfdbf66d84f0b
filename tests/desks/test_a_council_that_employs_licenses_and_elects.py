"""At a council that employs, licenses and elects, each desk finds its own people wherever it looks, and nobody else."""

import csv
import io
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.urls import reverse

from certification import services as certification
from certification.models import PriorLearning
from courses.models import Course
from desks.desks import DESKS
from partnership.models import AccessGrant, Assignment, Person
from reporting import services as reporting
from reporting.models import Group, Tile
from schemes.models import Booking, Licence, Session
from tests.certification.conftest import LONG_AGO, World
from tests.desks.conftest import ON

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

# contract: (role group, course, name)
POSTS = {
    "licensed": ("drivers", "cse-taxi", "Dilys Wheeler"),
    "elected": ("members", "cse-members", "Morgan Chambers"),
    "employed": ("staff", "cse-practitioners", "Esme Ledger"),
}
NAMES = {contract: name for contract, (_group, _course, name) in POSTS.items()}

# kind of grant: the contracts whose holders it sees
SEES = {
    "licensing_officer": {"licensed"},
    "democratic_services": {"elected"},
    "operator_manager": {"elected", "employed"},
    "training_lead": set(POSTS),
    "line_manager": set(POSTS),
    "evidence_reviewer": set(),
}
KINDS = pytest.mark.parametrize("kind", list(SEES))


@dataclass
class Council:
    """One post under each contract, each overdue, with a claim of training elsewhere and a place in one session."""

    world: World
    posts: dict[str, Assignment]
    claims: dict[str, PriorLearning]
    session: Session


@pytest.fixture
def council(world, today, monkeypatch):
    cache.clear()  # lists taken away are counted by address
    monkeypatch.setattr(PriorLearning._meta.get_field("evidence"), "storage", InMemoryStorage())
    posts, claims = {}, {}
    for position, (contract, (group, key, name)) in enumerate(POSTS.items()):
        course = Course.objects.get_or_create(key=key, defaults={"title": key, "short_title": key})[0]
        world.rule("CIV", group, course=course)
        tile = Tile.objects.create(name=group.title(), position=position, target_percent=90)
        row = Group.objects.create(name=f"{group.title()} of Civic", tile=tile, position=position)
        row.role_groups.add(world.groups[group])
        posts[contract] = world.job(world.person(name), "CIV", group=group, contract=contract, reference=f"REF-{name}")
        claims[contract] = certification.claim_prior(
            person=posts[contract].person,
            organisation=world.organisation("CIV"),
            course=course,
            provider="Elsewhere",
            reference=f"Training {key}",
            completed_on=date(2025, 1, 20),
            evidence=ContentFile(b"%PDF-1.7", name="x.pdf"),
            at=AT,
        )
    Licence.objects.create(
        assignment=posts["licensed"],
        authority=world.organisation("CIV"),
        number="PH-1",
        number_key="PH1",
        kind="phv",
        issued_on=LONG_AGO,
        expires_on=date(2027, 1, 10),
    )
    session = Session.objects.create(
        reference="S-1",
        course=world.course,
        organisation=world.organisation("CIV"),
        place="Town hall",
        starts_at=AT + timedelta(days=5),
        ends_at=AT + timedelta(days=5, hours=1),
        held_on=ON + timedelta(days=5),
        capacity=9,
    )
    for post in posts.values():
        Booking.objects.create(session=session, person=post.person, booked_at=AT)
    list(certification.refresh_everybody())
    return Council(world, posts, claims, session)


@pytest.fixture
def as_(council, client, user_with):
    """`as_(kind, ...)`: the client of somebody who holds these grants at the council."""

    def sign_in(kind, *more):
        user = user_with(kind, council.world.organisation("CIV"))
        for other in more:
            AccessGrant.objects.create(
                user=user, kind=other, organisation=council.world.organisation("CIV"), starts_on=LONG_AGO
            )
        client.force_login(user)
        return client

    return sign_in


def named_on(html):
    return {contract for contract, name in NAMES.items() if name in html or f"REF-{name}" in html}


def walk_lists(client):
    """Every list of every desk that opens, as a page and as a file."""
    for key, desk in DESKS.items():
        for shelf in desk.shelves:
            yield client.get(reverse(f"desks:{key}"), {"status": shelf.code})
            yield client.post(reverse("desks:export", args=[key]), {"status": shelf.code})


@KINDS
def test_every_list_and_file_names_own_people_only(as_, kind):
    answers = list(walk_lists(as_(kind)))
    assert {answer.status_code for answer in answers} <= {200, 404}
    found = [named_on(answer.content.decode()) for answer in answers]
    assert set().union(*found) == SEES[kind]


@KINDS
def test_the_counts_beside_the_lists_are_of_own_people(as_, kind):
    if not SEES[kind]:
        return
    context = as_(kind).get(reverse("desks:people"), {"status": ""}).context
    assert context["shelf_counts"][""] == len(SEES[kind])
    assert context["not_trained"] == len(SEES[kind])


@KINDS
def test_nobody_else_is_found_by_name_or_number(as_, kind):
    client, found = as_(kind), set()
    for contract, name in NAMES.items():
        for words in (name, f"REF-{name}"):
            client.post(reverse("desks:find", args=["people"]), {"name": words})
            page = client.get(reverse("desks:people"), {"status": ""})
            found |= {contract for line in (page.context["lines"] if page.status_code == 200 else ())}
    assert found == SEES[kind]


@KINDS
def test_a_post_of_anybody_else_is_not_found_and_takes_nothing(as_, council, kind):
    client = as_(kind)
    for contract, post in council.posts.items():
        page = reverse("desks:post", args=[post.uuid])
        told = {"form": "absence", "starts_on": "01/11/2026"}
        answers = {client.get(page).status_code, client.post(page, {"form": "remind"}).status_code}
        assert answers == ({200, 302} if contract in SEES[kind] else {404})
        client.post(page, told)
        records = kind == "training_lead" or (kind == "democratic_services" and contract == "elected")
        assert post.absences.exists() is records


REVIEWS = {**SEES, "line_manager": set(), "operator_manager": set(), "evidence_reviewer": set(POSTS)}


@KINDS
def test_claims_are_those_of_own_posts(as_, council, kind):
    client = as_(kind)
    listed = client.get(reverse("certification:prior_list"))
    assert listed.status_code == (200 if REVIEWS[kind] else 404)
    assert named_on(listed.content.decode()) == REVIEWS[kind]
    for contract, claim in council.claims.items():
        pages = [reverse(f"certification:{page}", args=[claim.uuid]) for page in ("prior_review", "prior_evidence")]
        assert {client.get(page).status_code for page in pages} == {200 if contract in REVIEWS[kind] else 404}
        told = {"form": "decline", "reason": "It was done too long ago."}
        client.post(pages[0], told)
        claim.refresh_from_db()
        assert (claim.outcome == "declined") is (contract in REVIEWS[kind])
    if REVIEWS[kind]:
        decided = client.get(reverse("certification:prior_list")).context["decided"]
        assert {name for _claim, name in decided} == {NAMES[contract] for contract in REVIEWS[kind]}


COUNTS = {kind: sees for kind, sees in SEES.items() if kind in ("licensing_officer", "democratic_services")}
COUNTS["training_lead"] = set(POSTS)


def board_rows(answer):
    text = answer.content.decode().removeprefix("\ufeff").partition("\r\n\r\n")[0]
    return {row["group"]: row for row in csv.DictReader(io.StringIO(text))}


@pytest.mark.parametrize("kind", list(COUNTS))
def test_the_board_its_lines_and_its_file_count_own_people(as_, council, kind):
    reporting.fill(on=ON, at=AT)
    own = {f"{POSTS[contract][0].title()} of Civic" for contract in COUNTS[kind]}
    client = as_(kind)
    page = client.get(reverse("reporting:board"))
    assert {row.group.name for row in page.context["figures"].rows} == own
    assert page.context["figures"].people.in_scope == len(own)
    html = page.content.decode()
    assert {row.name for row in Group.objects.all() if row.name in html} == own
    rows = board_rows(client.get(reverse("reporting:board_csv")))
    assert {name: row["population"] for name, row in rows.items()} == dict.fromkeys(own, "1")
    told = {table.name for table in page.context["trends"].tables}
    assert told == {POSTS[contract][0].title() for contract in COUNTS[kind]}


@pytest.mark.parametrize("kind", ["operator_manager", "line_manager", "evidence_reviewer"])
def test_who_is_told_no_figures_finds_no_board(as_, kind):
    assert as_(kind).get(reverse("reporting:board")).status_code == 404


@pytest.mark.parametrize("kind", list(COUNTS))
def test_a_sessions_register_names_own_people_and_says_how_many_more(as_, council, kind):
    html = as_(kind).get(reverse("schemes:session", args=[council.session.uuid])).content.decode()
    short = {contract: f"{name.split()[0]} {name.split()[1][0]}." for contract, name in NAMES.items()}
    assert {contract for contract, name in short.items() if name in html} == COUNTS[kind]
    assert ("2 people on this register are looked after by somebody else" in html) is (kind != "training_lead")


def test_two_desks_together_see_what_each_does(as_, council):
    client = as_("licensing_officer", "democratic_services")
    html = client.get(reverse("desks:people"), {"status": ""}).content.decode()
    assert named_on(html) == {"licensed", "elected"}
    assert named_on(client.get(reverse("certification:prior_list")).content.decode()) == {"licensed", "elected"}
    post = council.posts["employed"]
    assert client.get(reverse("desks:post", args=[post.uuid])).status_code == 404


def test_a_training_lead_who_is_also_a_licensing_officer_sees_the_whole_agency(as_, council):
    client = as_("licensing_officer", "training_lead")
    assert named_on(client.get(reverse("desks:people"), {"status": ""}).content.decode()) == set(POSTS)
    assert named_on(client.get(reverse("desks:licences"), {"status": "all"}).content.decode()) == {"licensed"}


def test_somebody_who_drives_and_works_for_the_council_is_seen_in_the_post_that_is_ones_own(as_, council):
    """The person is both's, the posts are not: nor is the claim for the other post."""
    Assignment.objects.filter(pk=council.posts["employed"].pk).update(person=council.posts["licensed"].person)
    Person.objects.filter(pk=council.posts["licensed"].person_id).update(display_name="Dilys Ledger")
    PriorLearning.objects.filter(pk=council.claims["employed"].pk).update(person=council.posts["licensed"].person)
    list(certification.refresh_everybody())
    client = as_("licensing_officer")
    lines = client.get(reverse("desks:people"), {"status": ""}).context["lines"]
    assert [(line.name, line.role) for line in lines] == [("Dilys Ledger", "drivers-role")]
    assert client.get(reverse("desks:post", args=[council.posts["employed"].uuid])).status_code == 404
    page = reverse("certification:prior_review", args=[council.claims["licensed"].uuid])
    assert [course.key for course in client.get(page).context["accept"].fields["course"].queryset] == ["cse-taxi"]
    other = reverse("certification:prior_review", args=[council.claims["employed"].uuid])
    assert client.get(other).status_code == 404


def test_whoever_is_shown_by_first_name_and_initial_is_not_found_by_surname_beside_own_drivers(as_):
    client = as_("champion", "licensing_officer")
    found = {}
    for name in NAMES.values():
        client.post(reverse("desks:find", args=["people"]), {"name": name.split()[1]})
        found[name] = [line.name for line in client.get(reverse("desks:people"), {"status": ""}).context["lines"]]
    assert found == {"Dilys Wheeler": ["Dilys Wheeler"], "Morgan Chambers": [], "Esme Ledger": []}


def test_who_may_record_for_members_records_for_nobody_else_whom_they_see(as_, council):
    client = as_("line_manager", "democratic_services")
    told = {"form": "absence", "starts_on": "01/11/2026"}
    answers = {
        contract: client.post(reverse("desks:post", args=[post.uuid]), told).status_code
        for contract, post in council.posts.items()
    }
    assert answers == {"licensed": 403, "elected": 302, "employed": 403}


@pytest.mark.parametrize(("kind", "number"), [("licensing_officer", 10), ("democratic_services", 0)])
def test_people_whom_nobody_has_matched_are_counted_where_they_would_belong(as_, council, kind, number):
    for each in range(10):
        council.world.job(council.world.person(f"Said {each}"), "CIV", contract="licensed", is_unmatched=True)
    told = as_(kind).get(reverse("reporting:board")).context["unknowns"]
    assert (told.unmatched, told.has_drivers) == (number, kind == "licensing_officer")
