"""Taking an applied run back within 30 days: row by row, newest first, unless something later stands on it."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from certification.models import Certificate, Exemption
from common.bulk import update_rows
from learning.models import Attempt
from onboarding.kinds.changes import model_of, value_of
from onboarding.models import ImportRow, ImportRun, Merge, Suggestion
from onboarding.models.runs import Result, RunState
from onboarding.services.checking import Now
from onboarding.services.deciding import NotNow
from partnership import services as partnership
from partnership.models import Absence, ActorId, Assignment, Person
from schemes.models import Attendance

CHUNK = 500
KEPT_FOR = timedelta(days=30)
MOST_SHOWN = 20
Made = dict[str, dict[Any, ImportRow]]  # model → id → the row that made it
Put = list[tuple[str, Any, Any, ImportRow]]  # model, id, {column: (before, after)}, the row that set them
_LISTED = gettext_lazy("is on a later file, of %(day)s. Roll that back first")


def ask_rollback(*, run: ImportRun, by: User | None, at: datetime) -> None:
    """Have a run taken back. Raises NotNow with the reasons where later facts stand on it; then nothing is undone."""
    with transaction.atomic():
        locked = ImportRun.objects.select_for_update().get(pk=run.pk)
        begun = locked.applied_at or locked.approved_at
        if locked.state not in (RunState.APPLIED, RunState.STOPPED) or begun is None:
            raise NotNow(_("Only a file that was applied can be rolled back."))
        if begun + KEPT_FOR < at or locked.forgotten_at:
            raise NotNow(_("A file can be rolled back for 30 days."))
        if found := obstacles(locked):
            raise NotNow(" ".join(found))
        locked.rollback_by, locked.rollback_asked_at, locked.touched_at, locked.stopped_at = by, at, at, None
        locked.save(update_fields=["rollback_by", "rollback_asked_at", "touched_at", "stopped_at"])
    run.refresh_from_db()


def obstacles(run: ImportRun) -> list[str]:
    """Why a run cannot be taken back, in words; empty when it can. At most 20 reasons."""
    found: list[str] = []
    for rows in _chunks(run):
        found += _obstacles(run, rows)
        if len(found) >= MOST_SHOWN:
            break
    return found[:MOST_SHOWN]


def _chunks(run: ImportRun) -> Any:
    done = run.rows.filter(applied_at__isnull=False, undone_at=None)
    last = None
    while True:
        rows = list((done if last is None else done.filter(position__lt=last)).order_by("-position")[:CHUNK])
        if not rows:
            return
        yield rows
        last = rows[-1].position


def _obstacles(run: ImportRun, rows: list[ImportRow]) -> list[str]:
    made, put = _touched(rows)
    found = [*_on_later_lists(run, rows), *_on_people(made), *_on_posts(made), *_on_matches(made), *_on_results(made)]
    return [*found, *_changed_since(put)]


def _on_later_lists(run: ImportRun, rows: list[ImportRow]) -> list[str]:
    """What a newer file lists, even as no news, stands on what this one made or set: that file has to go back first."""
    newer = ImportRun.objects.filter(kind=run.kind, approved_at__isnull=False, discarded_at=None, rolled_back_at=None)
    newer = newer.filter(Q(applied_at=None) | Q(applied_at__gt=run.applied_at or run.approved_at)).exclude(pk=run.pk)
    listed = ImportRow.objects.filter(run__in=newer, key__in={row.key for row in rows})
    listed = listed.exclude(result__in=(Result.REJECTED, Result.NOT_LISTED)).select_related("run")
    later = {(each.organisation_id, each.key, each.subkey): each.run for each in listed}
    found = [(row, later.get((row.organisation_id, row.key, row.subkey))) for row in rows]
    return [_said(row, _LISTED % {"day": date_format(on.on, "j F Y")}) for row, on in found if on]


def _touched(rows: list[ImportRow]) -> tuple[Made, Put]:
    made: Made = defaultdict(dict)
    put: Put = []
    for row in rows:
        undo = row.undo or {"made": [], "put": []}
        for label, pk in undo["made"]:
            made[label][pk] = row
        put += [(label, pk, values, row) for label, pk, values in undo["put"]]
    return made, put


def _on_people(made: Made) -> list[str]:
    """A person who began to learn, signed in, or was joined with another has a history of their own by now."""
    own = made.get("partnership.person", {})
    if not own:
        return []
    people = Person.objects.filter(pk__in=own)
    checks = (
        (people.filter(user__isnull=False), _("has signed in since")),
        (people.filter(pk__in=Attempt.objects.filter(person__in=own).values("person")), _("has begun a course since")),
        (people.filter(pk__in=ActorId.objects.filter(person__in=own).values("person")), _("has begun a course since")),
        (people.filter(pk__in=Certificate.objects.filter(person__in=own).values("person")), _("has a certificate now")),
        (people.filter(canonical__isnull=False), _("was merged with another since")),
        (people.filter(merges_into__in=Merge.objects.filter(undone_at=None)), _("was merged with another since")),
        (
            people.filter(pk__in=Assignment.objects.filter(person__in=own).exclude(
                pk__in=list(made.get("partnership.assignment", {}))).values("person")),
            _("has another post by now"),
        ),
    )  # fmt: skip
    found: dict[int, str] = {}
    for held, words in checks:
        for pk in held.values_list("pk", flat=True):
            found.setdefault(pk, _said(own[pk], words))
    return list(found.values())


def _on_posts(made: Made) -> list[str]:
    """Leave and exemptions that somebody recorded for a post would go with it."""
    own = made.get("partnership.assignment", {})
    found: dict[int, str] = {}
    for model in (Absence, Exemption) if own else ():
        others = model._default_manager.filter(assignment__in=own).exclude(pk__in=made.get(model._meta.label_lower, {}))
        for pk in others.values_list("assignment", flat=True):
            found.setdefault(pk, _said(own[pk], _("has leave or an exemption recorded since")))
    return list(found.values())


def _on_matches(made: Made) -> list[str]:
    """A decision about who somebody is would be lost with what it was about."""
    own = made.get("onboarding.suggestion", {})
    decided = Suggestion.objects.filter(pk__in=own, decided_at__isnull=False) if own else Suggestion.objects.none()
    return [_said(own[each.pk], _("has been matched by somebody since")) for each in decided]


def _on_results(made: Made) -> list[str]:
    """A marked sheet is a pass or a fail by now, with its statements: a file does not unsay it."""
    own = made.get("schemes.attendance", {})
    marked = Attendance.objects.filter(pk__in=own, score_percent__isnull=False, person__isnull=False)
    return [
        _said(own[pk], _("has a result now, and results are not taken back"))
        for pk in marked.values_list("pk", flat=True)
    ]


def _changed_since(put: Put) -> list[str]:
    """What the run set has to be as it set it, or a later change would be undone with it."""
    # Rows come newest first: where one run set a thing twice, its last word is what has to hold.
    found: list[str] = []
    last_word: dict[tuple[str, Any, str], tuple[Any, ImportRow]] = {}
    for label, pk, values, row in put:
        for name, (_before, after) in values.items():
            last_word.setdefault((label, pk, name), (after, row))
    now = _now_values({(label, pk) for label, pk, _ in last_word})
    for (label, pk, name), (after, row) in last_word.items():
        each = now.get((label, pk))
        if each is None or getattr(each, name) != value_of(type(each), name, after):
            found.append(_said(row, _("was changed by a later file or by somebody. Roll that back first")))
    return list(dict.fromkeys(found))


def _now_values(wanted: set[tuple[str, Any]]) -> dict[tuple[str, Any], models.Model]:
    found: dict[tuple[str, Any], models.Model] = {}
    by_label: dict[str, list[Any]] = defaultdict(list)
    for label, pk in wanted:
        by_label[label].append(pk)
    for label, pks in by_label.items():
        found |= {(label, pk): each for pk, each in model_of(label)._default_manager.in_bulk(pks).items()}
    return found


def _said(row: ImportRow, words: str) -> str:
    return f"{_('Somebody who is not named') if row.is_unlisted else row.key} {words}."


def roll_back_run(*, run: ImportRun, now: Now) -> None:
    """Undo what is left of a run that was asked back, newest rows first. Continues where a killed worker stopped."""
    while _undo_chunk(run, now()):
        pass


def _undo_chunk(run: ImportRun, at: datetime) -> bool:
    with transaction.atomic():
        ImportRun.objects.select_for_update().get(pk=run.pk)
        rows = list(run.rows.filter(applied_at__isnull=False, undone_at=None).order_by("-position")[:CHUNK])
        if not rows:
            ImportRun.objects.filter(pk=run.pk, rolled_back_at=None).update(rolled_back_at=at, touched_at=at)
            return False
        people = {row.person_id for row in rows if row.person_id}
        made, put = _touched(rows)
        _put_back(put)
        _delete(made)
        update_rows(ImportRow, ("undone_at",), [(row.pk, (at,)) for row in rows])
        ImportRun.objects.filter(pk=run.pk).update(touched_at=at)
        left = set(Person.objects.filter(pk__in=people).values_list("pk", flat=True))
        partnership.announce_change(person_ids=sorted(left))
    return True


def _put_back(put: Put) -> None:
    """Rows come newest first, so the first value put back of all is the oldest one: it is written last."""
    values: dict[tuple[str, Any], dict[str, Any]] = defaultdict(dict)
    for label, pk, changed, _row in put:
        for name, (before, _after) in changed.items():
            values[label, pk][name] = before
    grouped: dict[tuple[str, tuple[str, ...]], list[tuple[Any, list[Any]]]] = defaultdict(list)
    for (label, pk), changed in values.items():
        names = tuple(sorted(changed))
        grouped[label, names].append((pk, [value_of(model_of(label), n, changed[n]) for n in names]))
    for (label, names), rows in grouped.items():
        update_rows(model_of(label), names, rows)


def _delete(made: Made) -> None:
    """Children before parents: the order in which a row made them, backwards."""
    ranks: dict[str, int] = {}
    for label in ORDER:
        if label in made:
            ranks[label] = len(ranks)
    for label in [*[each for each in made if each not in ranks], *ranks]:
        model_of(label)._default_manager.filter(pk__in=list(made[label])).delete()


# What other things hang on goes last.
ORDER = (
    "schemes.licence",
    "partnership.assignment",
    "partnership.person",
    "partnership.organisation",
    "partnership.area",
)
