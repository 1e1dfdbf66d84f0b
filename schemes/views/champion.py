"""A champion's own premises: roll-call, join code with its papers, steps, badge, champion and deputies."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common import clock
from common.forms import error_list
from common.numbers import whole_number
from common.qr import qr_svg
from courses.models import Course
from courses.queries import current_version
from learning import content
from partnership.permissions import first_name_and_initial
from partnership.queries import person_of
from schemes import words
from schemes.documents.poster import Poster, badge_pdf, cards_pdf, pack_pdf, poster_pdf
from schemes.forms.hotels import AddressForm, ChampionForm, PledgeForm, RollCallForm
from schemes.hotel_permissions import own_premises
from schemes.models import Premises, SafeguardingStep
from schemes.queries.badges import badge_address
from schemes.queries.desk import champion_desk, champions_of
from schemes.queries.facts import COURSE
from schemes.queries.join_codes import code_of, join_address, rotates_on
from schemes.queries.staff import Member, declared_before, members
from schemes.rules.facts import State
from schemes.services import badges, champions, join_codes, pledges, reminders, roll_call
from schemes.services.premises import change_address, confirm_steps
from schemes.services.reaching import NotTheirs

PAPERS = {"poster": poster_pdf, "cards": cards_pdf, "pack": pack_pdf}


def desk_of(premises: Premises) -> str:
    """The champion's first screen of a premises: a room above knows it."""
    return reverse(settings.CHAMPION_URL_NAME, args=[premises.uuid])


def champion_page(
    request: HttpRequest, template: str, premises: Premises, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of one premises, kept by nobody's cache."""
    told = {"premises": premises, "back": desk_of(premises), "on": clock.today(), **context}
    return render(request, f"schemes/{template}.html", told, status=status)


def _choices(staff: list[Member]) -> list[tuple[str, str]]:
    return [(str(member.assignment_id), f"{member.name}, {member.role}") for member in staff]


@login_required
def take_roll_call(request: HttpRequest, premises: UUID) -> HttpResponse:
    """Who has left is ticked, everybody else on the page is confirmed, and the headcount declared.

    What was said is shown once more before it counts: at night, on a phone, a finger slips.
    """
    found = own_premises(request.user, premises, on=clock.today())
    staff = sorted(members(found, clock.today()), key=lambda member: member.name)
    others = [member for member in staff if member.person_id != _own_id(request)]
    shown = len(_shown(request) & {member.assignment_id for member in staff})
    form = RollCallForm(request.POST if request.method == "POST" else None, staff=_choices(others), shown=shown)
    told: dict[str, Any] = {"form": form, "staff": staff, "others": others}
    if request.method != "POST" or not form.is_valid():
        status = 400 if form.errors else 200
        last = declared_before(found, clock.today())
        return champion_page(request, "roll_call", found, status=status, last=last, errors=error_list(form), **told)
    left = {int(each) for each in form.cleaned_data["left"]}
    leaving = [member.name for member in others if member.assignment_id in left]
    if "change" in request.POST:
        return champion_page(request, "roll_call", found, last=declared_before(found, clock.today()), errors=[], **told)
    if "confirmed" not in request.POST:
        here = len(staff) - len(leaving)
        return champion_page(request, "roll_call_check", found, leaving=leaving, left=left, here=here, **told)
    _take(request, found, left, form.cleaned_data["headcount"])
    messages.success(request, _said_of_roll_call(leaving))
    return redirect(desk_of(found))


def _shown(request: HttpRequest) -> set[int]:
    """The posts that the page listed: who joined after it was opened was not asked about."""
    told = (whole_number(each, digits=18) for each in request.POST.getlist("shown"))
    return {each for each in told if each is not None}


def _own_id(request: HttpRequest) -> int | None:
    person = person_of(request.user)
    return person.pk if person else None


def _take(request: HttpRequest, premises: Premises, left: set[int], headcount: int) -> None:
    shown = _shown(request)
    roll_call.take_roll_call(
        premises=premises,
        here=shown - left,
        left=left & shown,
        headcount=headcount,
        on=clock.today(),
        by=request.user,  # type: ignore[arg-type]  # login_required
    )


def _said_of_roll_call(leaving: list[str]) -> str:
    done = _("Roll-call taken. Thank you: the next one is due in 90 days.")
    if not leaving:
        return done
    told = {"names": words.in_a_row(leaving)}
    return f"{done} " + _("Taken off: %(names)s If that was wrong, they join again with the code.") % told


@login_required
def code(request: HttpRequest, premises: UUID) -> HttpResponse:
    """The join code, with its QR picture, its papers, and words to send."""
    found = own_premises(request.user, premises, on=clock.today())
    if request.method == "POST":
        return _change_code(request, found)
    in_force = code_of(found, clock.today())
    address = join_address(in_force) if in_force else ""
    context: dict[str, Any] = {
        "code": in_force,
        "address": address,
        "qr": qr_svg(address) if address else "",
        "sms": _invitation(found, address),
        "rotates_on": rotates_on(in_force) if in_force else None,
    }
    return champion_page(request, "code", found, **context)


def _invitation(premises: Premises, address: str) -> str:
    """What a champion's own phone sends, when they choose to."""
    place = premises.organisation.name
    said = _("Training for us at %(place)s, on your phone: %(address)s") % {"place": place, "address": address}
    return f"sms:?&body={quote(said)}"


def _change_code(request: HttpRequest, premises: Premises) -> HttpResponse:
    action = request.POST.get("action")
    if action == "revoke":
        join_codes.revoke_code(premises=premises, on=clock.today())
        messages.success(request, _("The code opens no more. Nobody can join until you make a new one."))
    elif action == "rotate":
        join_codes.rotate_code(premises=premises, on=clock.today())
        messages.success(request, _("There is a new code. Print the poster again, and take the old one down."))
    else:
        join_codes.give_code(premises=premises, on=clock.today())
    return redirect("schemes:code", premises=premises.uuid)


@login_required
def paper(request: HttpRequest, premises: UUID, kind: str) -> HttpResponse:
    """The poster, the cards or the champion's pack as a tagged PDF."""
    found = own_premises(request.user, premises, on=clock.today())
    in_force = code_of(found, clock.today()) or join_codes.give_code(premises=found, on=clock.today())
    told = Poster(found.organisation.name, in_force.code, join_address(in_force), rotates_on(in_force), _minutes())
    return _pdf(PAPERS[kind](told), kind)


def _minutes() -> int | None:
    """How long the course takes, as its own page says."""
    course = Course.objects.filter(key=COURSE).first()
    version = current_version(course) if course else None
    return content.minutes(version.content, "full") if version else None


@login_required
def address(request: HttpRequest, premises: UUID) -> HttpResponse:
    """Where it is now: a street that changed, or a move within the district."""
    found = own_premises(request.user, premises, on=clock.today())
    initial = {"address": found.address, "postcode": found.postcode, "rooms": found.rooms}
    form = AddressForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_address(premises=found, **form.cleaned_data)
        messages.success(request, _("Noted. Thank you."))
        return redirect(desk_of(found))
    status = 400 if form.errors else 200
    return champion_page(request, "address", found, status=status, form=form, errors=error_list(form))


@login_required
@require_POST
def steps(request: HttpRequest, premises: UUID) -> HttpResponse:
    """The three steps: ticked are in force, the others are withdrawn."""
    found = own_premises(request.user, premises, on=clock.today())
    ticked = set(request.POST.getlist("steps")) & set(SafeguardingStep.Kind.values)
    confirm_steps(premises=found, kinds=sorted(ticked), on=clock.today())
    for kind in set(SafeguardingStep.Kind.values) - ticked:
        pledges.withdraw_step(premises=found, kind=kind, on=clock.today())
    messages.success(request, _("Noted. Thank you."))
    return redirect(desk_of(found))


@login_required
def pledge(request: HttpRequest, premises: UUID) -> HttpResponse:
    """The words of the pledge, signed again after a lapse."""
    found = own_premises(request.user, premises, on=clock.today())
    form = PledgeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        pledges.sign_pledge(premises=found, signed_by_role=form.cleaned_data["signed_by_role"], on=clock.today())
        messages.success(request, _("Signed. You have 90 days to put everything in place."))
        return redirect(desk_of(found))
    return champion_page(
        request, "pledge", found, status=400 if form.errors else 200, form=form, errors=error_list(form)
    )


@login_required
def team(request: HttpRequest, premises: UUID) -> HttpResponse:
    """Champion and deputies. Somebody is always left who can speak for the premises."""
    on = clock.today()
    found = own_premises(request.user, premises, on=on)
    staff = members(found, on)
    by_name = _choices(sorted(staff, key=lambda member: member.name))
    unreached = {member.assignment_id for member in staff if not member.is_reached}
    form = ChampionForm(request.POST if request.method == "POST" else None, staff=by_name, unreached=unreached)
    if request.method == "POST" and form.is_valid() and _name(request, found, form):
        return redirect("schemes:team", premises=found.uuid)
    named = champions_of(found, on)
    status = 400 if form.errors else 200
    return champion_page(request, "team", found, status=status, form=form, champions=named, errors=error_list(form))


def _name(request: HttpRequest, premises: Premises, form: ChampionForm) -> bool:
    """Whether it could be done: the number may be somebody else's."""
    data, on = form.cleaned_data, clock.today()
    person = premises.organisation.assignments.get(pk=data["person"]).person
    is_deputy = data["is_deputy"]
    try:
        champions.hand_over(
            premises=premises, person=person, on=on, at=clock.now(), is_deputy=is_deputy, **data["reached"]
        )
    except NotTheirs:
        form.add_error("contact", _("Somebody else signs in with this. Enter one that is theirs alone."))
        return False
    messages.success(request, _said_of_naming(first_name_and_initial(person.display_name), is_deputy=is_deputy))
    return True


def _said_of_naming(name: str, *, is_deputy: bool) -> str:
    if is_deputy:
        return _("%(name)s is a deputy now, and sees these pages when they sign in.") % {"name": name}
    return _("%(name)s is the champion now. Whoever was champion before is a deputy, and still sees these pages.") % {
        "name": name
    }


@login_required
@require_POST
def remind(request: HttpRequest, premises: UUID) -> HttpResponse:
    """A reminder to whoever is not trained and can be reached; once a week each, however often it is pressed."""
    found = own_premises(request.user, premises, on=clock.today())
    sent = reminders.remind_staff(premises=found, on=clock.today(), at=clock.now())
    tell = messages.success if sent.sent else messages.info
    tell(request, words.reminded(sent.sent, sent.lately, sent.unreachable))
    return redirect(desk_of(found))


@login_required
@require_POST
def end_deputy(request: HttpRequest, premises: UUID, champion: int) -> HttpResponse:
    """A deputy is one no more. A champion is followed by naming another."""
    found = own_premises(request.user, premises, on=clock.today())
    for each in champions_of(found, clock.today()):
        if each.pk == champion and each.is_deputy:
            champions.end_champion(champion=each, on=clock.today())
            if each.person_id == _own_id(request):  # these pages are closed to them now
                messages.success(request, _("You have stepped back. Thank you for looking after your premises."))
                return redirect(settings.MY_TRAINING_URL_NAME)
    return redirect("schemes:team", premises=found.uuid)


@login_required
def badge(request: HttpRequest, premises: UUID) -> HttpResponse:
    """The window badge to print, for an active premises."""
    found = own_premises(request.user, premises, on=clock.today())
    desk = champion_desk(found, clock.today())
    if request.method == "POST" and desk.reading.state is State.ACTIVE:
        badges.give_badge(premises=found, on=clock.today())
        return redirect("schemes:badge", premises=found.uuid)
    address = badge_address(desk.badge) if desk.badge else ""
    return champion_page(request, "badge", found, desk=desk, address=address, qr=qr_svg(address) if address else "")


@login_required
def badge_paper(request: HttpRequest, premises: UUID) -> HttpResponse:
    """The badge as a tagged PDF, for the window; there only while it is valid."""
    found = own_premises(request.user, premises, on=clock.today())
    desk = champion_desk(found, clock.today())
    if not desk.has_valid_badge or desk.badge is None:
        raise Http404
    return _pdf(badge_pdf(found.organisation.name, badge_address(desk.badge)), "badge")


def _pdf(made: bytes, kind: str) -> HttpResponse:
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="hotel-watch-{kind}.pdf"'
    return response
