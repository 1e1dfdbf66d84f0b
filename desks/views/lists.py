"""The desks that are lists of people: the list, looking for a name in it, and taking it away.

A name looked for is posted and kept in the session, so that it is in no address, and so in no log and no history.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from common import clock
from common.numbers import whole_number
from common.throttle import is_throttled
from desks import services
from desks.desks import DESKS
from desks.files import as_file, file_name
from desks.forms import FindForm
from desks.lists import Desk
from desks.permissions import reach_for, searched_by_name
from desks.queries.names import named
from partnership.permissions import Access, access_of
from partnership.reach import Reach
from reporting.models import Group
from reporting.queries import counted_in

PER_PAGE = 50
EXPORTS_AN_HOUR = 20
LAST_LIST = "last-list"  # in the session: where "back to your list" leads


@dataclass(frozen=True)
class Opened:
    """A desk opened by somebody: what they see of it, and the name they look for."""

    desk: Desk
    access: Access
    on: date
    reach: Reach
    found: QuerySet
    searched: str
    may_search: bool
    group: Group | None


class CountedPaginator(Paginator):
    """A paginator told how many there are: the shelf's count is known already, and counting asks it of every row."""

    def __init__(self, rows: QuerySet, per_page: int, count: int) -> None:
        super().__init__(rows, per_page)
        self.count = count


def _open(request: HttpRequest, key: str, group: str) -> Opened:
    desk, on = DESKS[key], clock.today()
    access = access_of(request.user, on=on)
    reach, nameable = reach_for(access, desk.kinds), searched_by_name(access)
    searched = request.session.get(_kept_as(desk), "") if nameable else ""
    found, only = desk.rows(reach, on), _group(group)
    if only:
        found = found.filter(counted_in(only, on))
    if searched:
        found = named(found, searched, nameable)
    return Opened(desk, access, on, reach, found, searched, bool(nameable), only)


def _group(asked: str) -> Group | None:
    """The row of the figures whose people are asked for; None for everybody, and for one that there is not."""
    key = whole_number(asked, digits=9)
    return None if key is None else Group.objects.filter(pk=key).first()


def _kept_as(desk: Desk) -> str:
    return f"find-{desk.key}"


@login_required
@require_GET
def desk_list(request: HttpRequest, key: str) -> HttpResponse:
    asked = request.GET.get("status")
    if asked is None:  # opened anew, from the navigation: what was looked for an hour ago must not hide anybody
        request.session.pop(_kept_as(DESKS[key]), None)
    opened = _open(request, key, request.GET.get("group", ""))
    desk = opened.desk
    only = f"&group={opened.group.pk}" if opened.group else ""
    counts = desk.counts(opened.found, opened.on)
    chosen = desk.opens_on(counts) if asked is None else desk.shelf(asked)
    request.session[LAST_LIST] = f"{reverse(f'desks:{key}')}?status={chosen}{only}"
    rows = desk.pick(opened.found, chosen, opened.on)
    page = CountedPaginator(rows, PER_PAGE, counts[chosen]).get_page(request.GET.get("page", "1"))
    context = {
        "desk": desk,
        "on": opened.on,
        "chosen": chosen,
        **(desk.beside(opened.reach) if desk.beside else {}),
        "not_trained": desk.not_trained(opened.found) if desk.not_trained else None,
        "shelf_counts": counts,
        "shelves": [(shelf.code, shelf.label, counts[shelf.code]) for shelf in desk.shelves],
        "page": page,
        "lines": [desk.line(row, opened.access, opened.on) for row in page.object_list],
        "searched": opened.searched,
        "others": _others(opened),
        "group": opened.group,
        "only": only,
        "form": FindForm(initial={"name": opened.searched}) if opened.may_search else None,
        "find_url": reverse("desks:find", args=[key]),
        "export_url": reverse("desks:export", args=[key]),
    }
    return render(request, desk.template, context)


def _others(opened: Opened) -> list[Any]:
    """Whom a search finds beside the lists."""
    if not opened.searched or opened.desk.others is None:
        return []
    return opened.desk.others(opened.reach, opened.access, opened.searched, opened.on)


@login_required
@require_POST
def find(request: HttpRequest, key: str) -> HttpResponse:
    """Keep the name to look for, or put it away when it is empty; then show all of the list that it is in."""
    opened = _open(request, key, "")
    form = FindForm(request.POST)
    name = form.cleaned_data["name"].strip() if form.is_valid() else ""
    everybody = f"{reverse(f'desks:{key}')}?status={opened.desk.shelves[-1].code}"
    if name and opened.may_search:
        request.session[_kept_as(opened.desk)] = name
        return redirect(everybody)
    request.session.pop(_kept_as(opened.desk), None)
    return redirect(everybody)


@login_required
@require_POST
def export(request: HttpRequest, key: str) -> HttpResponse:
    """The list as a file. Logged before it goes out, and it says so itself."""
    opened = _open(request, key, request.POST.get("group", ""))
    if is_throttled(request, action="export", limit=EXPORTS_AN_HOUR, seconds=3600):
        return render(request, "429.html", status=429)
    desk, chosen = opened.desk, opened.desk.shelf(request.POST.get("status"))
    rows = desk.pick(opened.found, chosen, opened.on)
    lines = [desk.line(row, opened.access, opened.on) for row in rows]
    logged = services.log_export(
        user=request.user,  # type: ignore[arg-type]  # login_required
        desk=desk.key,
        shelf=chosen,
        is_searched=bool(opened.searched),
        lines=len(lines),
        at=clock.now(),
    )
    group = opened.group.name if opened.group else ""
    response = HttpResponse(as_file(desk, lines, logged, group=group), content_type="text/csv; charset=utf-8")
    name = file_name(desk, chosen, group, opened.on)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
