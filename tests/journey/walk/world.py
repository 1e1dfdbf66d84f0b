"""The world the pages are seen in: Wealdshire in miniature, brought on from one telling state to the next."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from accounts.models import User
from certification import services as certification
from certification.models import Certificate, PriorLearning
from common import clock
from courses.models import Course
from demo.premises import PLACES
from learning import services
from learning.content import node, question, scenario
from learning.inbound import services as inbound
from learning.models import Attempt, InboundStatement
from learning.queries import progress
from lrs.models import Credential, Forward
from lrs.services.credentials import create_credential
from onboarding import services as rosters
from onboarding.models import ImportRun, Poster, Registration, Suggestion
from onboarding.models.runs import RunState
from onboarding.services import posters, registration
from partnership.models import Area, Assignment, Organisation, Person, Role
from schemes.models import Attendance, Premises, PremisesRequest, Session
from schemes.services import join_codes, sessions
from schemes.services.registers import Result, record_result
from tests.learning.test_inbound import said, send
from tests.onboarding.rosters import drivers, register


@dataclass
class World:
    """What addresses are made of, and how to bring it on."""

    attempt: Attempt

    # A learner's course.

    def to(self, kind: str) -> "World":
        """Do what comes before the next step of this kind."""
        while (step := progress(self.attempt).next_step) and step.kind != kind:
            do_step(self.attempt, step.kind, step.key)
        return self

    def key(self, kind: str) -> str:
        return next(step.key for step in progress(self.attempt).steps if step.kind == kind)

    def sit(self, *, right: bool, leave: int = 0) -> None:
        sitting = services.start_sitting(attempt=self.attempt, at=clock.now())
        keys = sitting.order["questions"]
        for key in keys[: len(keys) - leave]:
            self.answer(sitting.number, key, right)

    def answer(self, number: int, key: str, right: bool) -> None:
        options = question(self.attempt.version.content, key)["options"]
        chosen = [option["key"] for option in options if option["correct"]]
        wrong = [next(option["key"] for option in options if not option["correct"])]
        services.answer_question(
            attempt=self.attempt,
            sitting_number=number,
            question_key=key,
            chosen=chosen if right else wrong,
            at=clock.now(),
        )

    def end(self, *, right: bool, times: int = 1) -> None:
        for _ in range(times):
            self.sit(right=right)
            services.finish_sitting(attempt=self.attempt, at=clock.now())

    @property
    def certificate(self) -> Certificate:
        return Certificate.objects.get(attempt=self.attempt)

    # What officers, champions and trainers keep.

    @cached_property
    def aldermoor(self) -> Organisation:
        return Organisation.objects.get(code="ALD")

    @property
    def hotel(self) -> str:
        return str(PLACES[0].uuid)

    @cached_property
    def hotel_code(self) -> str:
        return join_codes.give_code(premises=Premises.objects.get(uuid=self.hotel), on=clock.today()).code

    @cached_property
    def poster(self) -> Poster:
        area = self.aldermoor.area
        assert area is not None
        return posters.make_poster(kind="rank", place="Rank", area=area, authority=self.aldermoor, on=clock.today())

    @cached_property
    def claim(self) -> Registration:
        """A badge that no register knows, so that it waits for the officer."""
        said = registration.Said(self.aldermoor, "ZZ 0001", "phv", "Dana Okafor")
        user = User.objects.get(email="badge@lookout.example")
        return registration.register(user=user, said=said, poster=self.poster, at=clock.now())

    @cached_property
    def post(self) -> Assignment:
        """A post that the hospitals' training lead looks after."""
        return Assignment.objects.create(
            person=Person.objects.get(user__email="lead@lookout.example"),
            organisation=Organisation.objects.get(code="WHFT"),
            role=Role.objects.get(code="training_lead"),
            area=Area.objects.get(code="E07000991"),
            starts_on=clock.today() - timedelta(days=400),
        )

    @cached_property
    def prior(self) -> PriorLearning:
        """A driver's training with somebody else, for the officer to look at."""
        return certification.claim_prior(
            person=Person.objects.get(user__email="duesoon@lookout.example"),
            organisation=self.aldermoor,
            course=Course.objects.get(key="cse-taxi"),
            provider="Another council",
            reference="Safeguarding for drivers",
            completed_on=clock.today() - timedelta(days=100),
            evidence=None,
            at=clock.now(),
        )

    def accept_prior(self) -> None:
        by = User.objects.get(email="licensing@lookout.example")
        certification.accept_prior(claim=self.prior, course=Course.objects.get(key="cse-taxi"), by=by, at=clock.now())

    @cached_property
    def session(self) -> Session:
        """A session that has just begun, with a driver in it."""
        made = sessions.create_session(
            reference="S-1",
            course=Course.objects.get(key="cse-taxi"),
            organisation=self.aldermoor,
            place="Library, High Street",
            starts_at=clock.now() + timedelta(minutes=5),
            minutes=90,
            capacity=8,
            language="ur",
        )
        sessions.book(session=made, person=self.attempt.person, at=clock.now())
        return made

    @cached_property
    def wrong_result(self) -> Attendance:
        """A result on the session's register, of a driver without a login."""
        drivers = Assignment.objects.filter(organisation=self.aldermoor, contract="licensed", person__user=None)
        person = drivers.earliest("pk").person
        by = User.objects.get(email="licensing@lookout.example")
        result = Result(person, score_percent=58, mode="paper", language="ur")
        record_result(session=self.session, result=result, by=by, at=clock.now())
        return Attendance.objects.get(session=self.session, person=person)

    @cached_property
    def asked_to_join(self) -> PremisesRequest:
        """A premises that somebody asked for on the public page."""
        return PremisesRequest.objects.create(
            name="Kingfisher Lodge",
            kind="hotel",
            area=Area.objects.get(short_name="Dunmere"),
            address="12 Quay Street",
            postcode="ZZ1 2AB",
            signed_by_role="Owner",
            contact_name="Ewa Nowak",
            email="ewa@kingfisher.example",
            asked_at=clock.now(),
        )

    @property
    def night_worker(self) -> dict[str, str]:
        """What somebody types who joins the hotel with a code to their e-mail."""
        role = Role.objects.get(code="hotel_night")
        contact = {"way": "phone", "contact": "nights@post.example"}
        return {"name": "Ewa Nowak", "role": str(role.pk), "shift": "night", **contact}

    # What other systems send, and where statements go.

    @cached_property
    def inbound(self) -> InboundStatement:
        """A statement of a course that nobody has named yet."""
        send(said())
        inbound.take_in()
        inbound.settle(at=clock.now())
        return InboundStatement.objects.get()

    @cached_property
    def store(self) -> Forward:
        return Forward.objects.create(name="County", endpoint="https://lrs.example/xapi", key="k", is_on=False)

    @cached_property
    def running_store(self) -> Forward:
        return Forward.objects.create(
            name="Shire", endpoint="https://lrs2.example/xapi", key="k", next_try_at=clock.now()
        )

    @cached_property
    def credential(self) -> Credential:
        return create_credential(name="Shire Police", scopes=["statements/write"], at=clock.now())[0]

    # Rosters in every state.

    def bring(self, lines: list[str], *, mode: str = "delta", apply: bool = False, stop: str = "") -> ImportRun:
        run = rosters.receive_file(
            data="\n".join(lines).encode(),
            name="drivers.csv",
            kind="drivers",
            organisation=self.aldermoor,
            mode=mode,
            on=clock.today(),
            by=User.objects.get(email="licensing@lookout.example"),
            at=clock.now(),
        )
        if stop == "columns" or run.unreadable:
            return run
        rosters.map_run(run=run, mapping=None, date_style="", at=clock.now())
        rosters.continue_run(pk=run.pk, now=clock.now)
        run.refresh_from_db()
        if apply:
            manager = User.objects.get(email="manager@lookout.example")
            rosters.approve_run(run=run, by=manager, reason="The new ones were licensed this week", at=clock.now())
            rosters.continue_run(pk=run.pk, now=clock.now)
            run.refresh_from_db()
        return run

    @cached_property
    def receipt(self) -> ImportRun:
        run = self.bring(drivers(range(1, 16)), apply=True)
        assert run.state is RunState.APPLIED
        return run

    @cached_property
    def held(self) -> ImportRun:
        """Most of the drivers are missing from it: it is held for somebody to look at who did not send it."""
        assert self.receipt.pk
        run = self.bring(drivers(range(1, 4)), mode="snapshot")
        ImportRun.objects.filter(pk=run.pk).update(uploaded_by=None)
        assert run.state is RunState.HELD
        return run

    @cached_property
    def ready(self) -> ImportRun:
        assert self.receipt.pk
        run = self.bring([*drivers(range(1, 17)), register("rubbish,")[-1]])
        assert run.state is RunState.READY
        return run

    @cached_property
    def stopped(self) -> ImportRun:
        """An error stopped it while it was being checked."""
        run = self.bring(drivers(range(1, 3)))
        why = "The error is in Lookout, not in your file."
        ImportRun.objects.filter(pk=run.pk).update(stopped_at=clock.now(), stopped_why=why)
        return run

    @cached_property
    def columns(self) -> ImportRun:
        return self.bring(drivers(range(1, 3)), stop="columns")

    @cached_property
    def unreadable(self) -> ImportRun:
        return self.bring([""])

    def who_is_who(self) -> None:
        """A pair to decide, and a pair already decided."""
        people = Person.objects.filter(user=None, canonical=None).order_by("pk")[:4]
        newer, older, merged, kept = people
        told = {"organisation": self.aldermoor, "basis": Suggestion.Basis.NAME, "raised_at": clock.now()}
        Suggestion.objects.create(newer=newer, older=older, **told)
        rosters.merge_people(kept=kept, merged=merged, by=None, at=clock.now())


def do_step(attempt: Attempt, kind: str, key: str) -> None:
    if kind == "lesson":
        services.open_lesson(attempt=attempt, key=key, at=clock.now())
        services.complete_lesson(attempt=attempt, key=key, at=clock.now())
        return
    story = scenario(attempt.version.content, key)
    here, has_ended = story["nodes"][0]["key"], False
    while not has_ended:
        good = next(c["key"] for c in node(story, here)["choices"] if c["quality"] in ("best", "ok"))
        move = services.move_scenario(attempt=attempt, key=key, node_key=here, choice_key=good, at=clock.now())
        here, has_ended = move.node_key, move.has_ended


def small_world() -> World:
    person = User.objects.get(email="driver@lookout.example").person
    taxi = Course.objects.get(key="cse-taxi")
    return World(services.start_attempt(person=person, course=taxi, at=clock.now()))
