"""The desks of champion and coordinator: own premises only, first name and initial, status and dates, few queries."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from common import clock
from messaging.models import Message
from messaging.rendering import body_of
from partnership.models import AccessGrant, Assignment, Organisation, Person
from partnership.permissions import first_name_and_initial
from schemes.models import Badge, Contact, Headcount, Premises, TestVisit
from schemes.services import badges, champions, join_codes, pledges, premises, reminders
from tests.reporting.conftest import user_with  # noqa: F401
from tests.schemes.conftest import LONG_AGO

CHAMPIONS = ("roll_call", "code", "poster", "cards", "pack", "pledge", "team", "badge", "staff_list", "address")


@pytest.fixture
def place(hotels):
    return hotels.place(clock.today() - timedelta(days=95), staff=6, trained=5)


@pytest.fixture
def champion(place, client, user_with):
    client.force_login(user_with("champion", place.organisation))
    return client


@pytest.fixture
def coordinator(place, client, user_with):
    client.force_login(user_with("hotel_watch", Organisation.objects.get(code="HOTELS")))
    return client


def speaks_for(place):
    """The signed-in champion is the person who was named."""
    person = place.champions.get(is_deputy=False, ends_on=None).person
    person.user = AccessGrant.objects.get().user
    person.save(update_fields=["user"])
    return person


def page(client, name, *args):
    return client.get(reverse(name, args=args))


def text(client, name, *args):
    return page(client, name, *args).content.decode()


def test_a_champions_first_screen_is_their_premises(champion, place):
    assert champion.get("/").url == reverse("desks:champion")
    html = text(champion, "desks:champion")
    assert "Station Lodge" in html
    assert "Take the roll-call" in html
    assert "Ewa N." in html
    assert "Nowak" not in html


@pytest.mark.parametrize("name", [*CHAMPIONS, "desk"])
def test_another_premises_is_not_found(hotels, champion, name):
    other = hotels.bare("Mill Inn")
    address = "desks:champion_of" if name == "desk" else f"schemes:{name}"
    assert page(champion, address, other.uuid).status_code == 404
    assert page(champion, "schemes:premises", other.uuid).status_code == 404
    assert page(champion, "desks:coordinator").status_code == 404
    assert page(champion, "schemes:add").status_code == 404


@pytest.mark.parametrize("kind", ["", "board", "training_lead", "hotel_watch"])
def test_nobody_else_has_a_champions_pages(client, place, user_with, kind):
    client.force_login(user_with(kind, place.organisation if kind == "training_lead" else place.organisation.parent))
    for name in CHAMPIONS:
        assert page(client, f"schemes:{name}", place.uuid).status_code == 404
    assert page(client, "desks:champion").status_code == 404


def test_a_champion_of_two_chooses(hotels, champion, client):
    other = hotels.bare("Mill Inn")
    grant = AccessGrant.objects.get()
    AccessGrant.objects.create(user=grant.user, kind="champion", organisation=other.organisation, starts_on=LONG_AGO)
    html = text(champion, "desks:champion")
    assert reverse("desks:champion_of", args=[other.uuid]) in html


def test_the_roll_call_is_two_questions_and_a_look_before_it_counts(champion, place):
    address = reverse("schemes:roll_call", args=[place.uuid])
    assert champion.post(address, {}).status_code == 400
    posts = list(Assignment.objects.order_by("pk"))
    said = {"shown": [str(post.pk) for post in posts], "left": [str(posts[-1].pk)], "headcount": "5"}
    look = champion.post(address, said).content.decode()
    assert "Is this right?" in look
    name = first_name_and_initial(posts[-1].person.display_name)
    assert name in look
    assert not Assignment.objects.filter(ends_on=clock.today()).exists()
    again = champion.post(address, {**said, "change": "yes"}).content.decode()
    assert 'value="5"' in again
    assert "checked" in again
    done = champion.post(address, {**said, "confirmed": "yes"}, follow=True)
    assert "Roll-call taken" in done.content.decode()
    assert f"Taken off: {name}" in done.content.decode()
    assert Headcount.objects.filter(premises=place, headcount=5, declared_by__isnull=False).exists()
    assert Assignment.objects.filter(ends_on=clock.today()).count() == 1
    assert "Take the roll-call" not in text(champion, "desks:champion")


def test_who_joined_while_the_page_was_open_is_not_confirmed_by_it(hotels, champion, place):
    new = hotels.post(place, clock.today())
    said = {"shown": [], "headcount": "6", "confirmed": "yes"}
    champion.post(reverse("schemes:roll_call", args=[place.uuid]), said)
    assert not new.confirmations.exists()


def test_a_roll_call_of_no_posts_at_all_confirms_nobody(hotels, champion, place):
    new = hotels.post(place, clock.today())
    said = {"shown": ["²", "x", "9" * 5000], "headcount": "6", "confirmed": "yes"}
    assert champion.post(reverse("schemes:roll_call", args=[place.uuid]), said).status_code == 302
    assert not new.confirmations.exists()


def test_the_code_can_be_made_rotated_and_closed(champion, place):
    address = reverse("schemes:code", args=[place.uuid])
    champion.post(address, {"action": "give"})
    first = place.join_codes.get(ends_on=None).code
    assert f"{first[:4]} {first[4:]}" in champion.get(address).content.decode()
    champion.post(address, {"action": "rotate"})
    assert place.join_codes.get(ends_on=None).code != first
    champion.post(address, {"action": "revoke"})
    assert not place.join_codes.filter(ends_on=None).exists()


@pytest.mark.parametrize("name", ["poster", "cards", "badge_paper"])
def test_poster_cards_and_badge_are_tagged_papers_in_our_letters(champion, place, name):
    badges.give_badge(premises=place, on=clock.today())
    made = page(champion, f"schemes:{name}", place.uuid)
    assert made.content.startswith(b"%PDF")
    assert b"StructTreeRoot" in made.content
    assert b"AtkinsonHyperlegible" in made.content
    assert "Station" not in made["Content-Disposition"]


def test_steps_pledge_and_team_can_be_looked_after(champion, place):
    champion.post(reverse("schemes:steps", args=[place.uuid]), {"steps": ["cctv"]})
    assert set(place.steps.filter(withdrawn_on=None).values_list("kind", flat=True)) == {"cctv"}
    champion.post(reverse("schemes:pledge", args=[place.uuid]), {"signed_by_role": "Owner"})
    assert place.pledges.count() == 2
    other = Assignment.objects.latest("pk")
    team = reverse("schemes:team", args=[place.uuid])
    champion.post(team, {"person": other.pk, "is_deputy": "yes", "contact": "07700 900555"})
    deputy = place.champions.get(is_deputy=True)
    assert deputy.person == other.person
    champion.post(reverse("schemes:end_deputy", args=[place.uuid, deputy.pk]))
    assert not place.champions.filter(is_deputy=True, ends_on=None).exists()


def test_nobody_takes_themselves_off_by_a_slip_of_the_finger(champion, place):
    own = Assignment.objects.get(person=speaks_for(place))
    address = reverse("schemes:roll_call", args=[place.uuid])
    assert champion.post(address, {"left": [str(own.pk)], "headcount": "5"}).status_code == 400
    assert f'name="shown" value="{own.pk}"' in champion.get(address).content.decode()


def test_a_champion_who_names_the_next_one_stays_as_a_deputy_and_the_next_one_is_told(champion, place):
    speaks_for(place)
    before = place.champions.get(is_deputy=False)
    other = Assignment.objects.exclude(person=before.person).latest("pk")
    Person.objects.filter(pk=other.person_id).update(email="next@hotel.example")
    team = reverse("schemes:team", args=[place.uuid])
    answer = champion.post(team, {"person": other.pk, "is_deputy": "no", "contact": "07700 900555"}, follow=True)
    assert answer.status_code == 200
    assert "still sees these pages" in answer.content.decode()
    assert place.champions.get(is_deputy=False, ends_on=None).person == other.person
    stays = place.champions.get(is_deputy=True, ends_on=None)
    assert stays.person == before.person
    assert Message.objects.get(template="champion_named").recipient == "next@hotel.example"
    gone = champion.post(reverse("schemes:end_deputy", args=[place.uuid, stays.pk]), follow=True)
    assert gone.status_code == 200
    assert "stepped back" in gone.content.decode()
    assert page(champion, "schemes:team", place.uuid).status_code == 404


def test_staff_who_are_not_trained_are_reminded_once_a_week_and_others_never(champion, hotels, place):
    reached, unreached = (hotels.post(place, clock.today()) for _ in range(2))
    hotels.refresh(reached, unreached)
    Person.objects.filter(pk=reached.person_id).update(mobile="+447700900123")
    address = reverse("schemes:remind_staff", args=[place.uuid])
    said = champion.post(address, follow=True).content.decode()
    assert "1 reminder is on its way." in said
    assert "No phone or e-mail here, so speak to them: Ewa N." in said
    assert "reminded this week already" in champion.post(address, follow=True).content.decode()
    (message,) = Message.objects.filter(template="hotel_reminder")
    assert message.recipient == "+447700900123"
    assert reached.person.display_name not in body_of(message)
    assert unreached.person.display_name not in message.dedupe_key


def test_the_badge_is_a_paper_for_the_window_while_it_is_valid(champion, place):
    champion.post(reverse("schemes:badge", args=[place.uuid]))
    made = page(champion, "schemes:badge_paper", place.uuid)
    assert made.content.startswith(b"%PDF")
    pledges.withdraw_pledge(premises=place, on=clock.today())
    assert page(champion, "schemes:badge_paper", place.uuid).status_code == 404


def test_the_desk_says_what_keeps_the_premises_active_and_when_a_shift_hangs_on_one(champion, hotels, place):
    html = text(champion, "desks:champion")
    assert "What keeps a premises active" in html
    assert "At least 60% of all who work here are trained." in html


def test_a_badge_can_be_checked_by_anybody_and_lapsed_looks_like_unknown(hotels, client, place):
    badge = badges.give_badge(premises=place, on=clock.today())
    address = reverse("schemes:check_badge", args=[badge.code])
    assert "Station Lodge" in client.get(address).content.decode()
    assert client.get(address.lower()).status_code == 200
    pledges.withdraw_pledge(premises=place, on=clock.today())
    lapsed = client.get(address)
    unknown = client.get(reverse("schemes:check_badge", args=["0000-0000-0000-0000"]))
    assert lapsed.status_code == unknown.status_code == 200
    assert lapsed.content == unknown.content
    assert "Station Lodge" not in lapsed.content.decode()


def test_checking_badges_is_throttled(client, db):
    cache.clear()
    answers = [client.get(reverse("schemes:check_badge", args=["NONE"])).status_code for _ in range(31)]
    assert (answers[29], answers[30]) == (200, 429)


def test_only_an_active_premises_gets_a_badge(champion, place):
    champion.post(reverse("schemes:badge", args=[place.uuid]))
    assert Badge.objects.filter(premises=place).count() == 1
    Badge.objects.all().delete()
    pledges.withdraw_pledge(premises=place, on=clock.today())
    champion.post(reverse("schemes:badge", args=[place.uuid]))
    assert not Badge.objects.exists()


def test_the_coordinator_sees_who_to_visit_next_and_why(coordinator, hotels, place):
    hotels.bare("Mill Inn")
    champions.end_champion(champion=place.champions.get(), on=clock.today())
    assert coordinator.get("/").url == reverse("desks:coordinator")
    html = text(coordinator, "desks:coordinator")
    assert html.index("Station Lodge") < html.index("Mill Inn")
    assert "Something is missing" in html
    assert "Nobody has been in touch" in html
    assert "based on 1 of 2 known premises; 1 unknown" in html
    narrowed = coordinator.get(reverse("desks:coordinator"), {"state": "active"}).content.decode()
    assert "Mill Inn" not in narrowed


def test_the_list_takes_as_many_queries_for_sixty_as_for_one(coordinator, hotels, django_assert_max_num_queries):
    for number in range(60):
        hotels.bare(f"Inn {number}")
    with django_assert_max_num_queries(36):
        html = text(coordinator, "desks:coordinator")
    assert "Page 1 of 3" in html


def test_the_coordinator_logs_contacts_tests_and_pledges(coordinator, hotels, place):
    address = reverse("schemes:premises", args=[place.uuid])
    assert "Ewa N." in coordinator.get(address).content.decode()
    assert "Nowak" not in coordinator.get(address).content.decode()
    today = clock.today().isoformat()
    contact = {"form": "contact", "kind": "visit", "outcome": "briefed", "happened_on": today}
    for _ in range(2):
        coordinator.post(address, contact)
    assert Contact.objects.get().made_by is not None
    visit = {"form": "visit", "visited_on": today, "scenario_code": "walk-in", "outcome": "not_challenged"}
    coordinator.post(address, visit)
    failed = TestVisit.objects.get()
    assert failed.coaching_due_on == failed.visited_on + timedelta(days=14)
    assert failed.retest_due_on == failed.visited_on + timedelta(days=90)
    assert hotels.state(place, clock.today()) == "active"
    coordinator.post(address, {"form": "coached"})
    failed.refresh_from_db()
    assert failed.coached_on == clock.today()
    coordinator.post(address, visit | {"scenario_code": "cash", "outcome": "challenged_and_reported"})
    assert TestVisit.objects.get(retest_of=failed).outcome == "challenged_and_reported"
    assert coordinator.post(address, visit | {"visited_on": "2099-01-01"}).status_code == 400
    assert coordinator.post(address, {"form": "nonsense"}).status_code == 404
    coordinator.post(address, {"form": "withdraw"})
    assert hotels.state(place, clock.today()) == "lapsed"
    coordinator.post(address, {"form": "close"})
    assert Premises.objects.get(pk=place.pk).closed_on == clock.today()


def test_a_test_visit_is_seen_by_that_premises_alone(hotels, champion, place):
    other = hotels.bare("Mill Inn")
    for at in (place, other):
        TestVisit.objects.create(
            premises=at, visited_on=clock.today(), scenario_code="x", outcome="challenged", feedback_on=None
        )
    assert text(champion, "desks:champion").count("Challenged, not reported") == 1


def test_a_new_premises_is_offered_those_it_may_be(coordinator, hotels):
    known = premises.register_premises(
        name="Mill House", area=hotels.areas["E07000991"], kind="hotel", on=clock.today(), postcode="WX1 1AA"
    )
    told = {"name": "Old Weir", "kind": "hotel", "area": known.organisation.area_id, "postcode": "wx11aa"}
    offered = coordinator.post(reverse("schemes:add"), told)
    assert "Mill House" in offered.content.decode()
    assert not Organisation.objects.filter(name="Old Weir").exists()
    made = coordinator.post(reverse("schemes:add"), told | {"is_new": "yes"})
    assert made.url == reverse("schemes:premises", args=[Premises.objects.get(organisation__name="Old Weir").uuid])


def test_champions_are_reminded_in_bulk_once_and_no_name_is_in_the_key(coordinator, place):
    person = place.champions.get().person
    person.email = "ewa@lodge.example"
    person.save()
    for _ in range(2):
        coordinator.post(reverse("schemes:remind"))
    message = Message.objects.get(template="roll_call_due")
    assert message.recipient == "ewa@lodge.example"
    assert "ewa" not in message.dedupe_key.lower()
    assert "Ewa" not in str(message.context)


def test_a_champions_page_has_few_queries(champion, place, django_assert_max_num_queries):
    join_codes.give_code(premises=place, on=clock.today())
    with django_assert_max_num_queries(36):
        page(champion, "desks:champion")


def test_a_champion_is_warned_before_the_badge_lapses(hotels, place):
    person = place.champions.get().person
    person.email = "ewa@lodge.example"
    person.save()
    pledges.withdraw_step(premises=place, kind="cctv", on=clock.today())
    on, at = clock.today(), clock.now()
    assert [reminders.warn_before_at_risk(on=on, at=at) for _ in range(2)] == [1, 0]
    message = Message.objects.get(template="badge_warning")
    assert "Station Lodge" in message.context["premises"]
