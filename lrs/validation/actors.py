"""Agents, groups and their inverse functional identifiers (Data 2.4.2). No Django here."""

from collections.abc import Iterator
from typing import Any

from lrs.validation.problems import Report
from lrs.validation.shapes import Check, Shape, array_of, check_shape, of_type, one_of
from lrs.validation.values import check_iri, check_mailbox, check_sha1

IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")
ACCOUNT = Shape("account", {"homePage": check_iri, "name": of_type(str, "account")}, ("homePage", "name"))


def check_account(value: Any, path: str, report: Report) -> None:
    check_shape(value, ACCOUNT, path, report)


_SHARED: dict[str, Check] = {
    "name": of_type(str, "actor"),
    "mbox": check_mailbox,
    "mbox_sha1sum": check_sha1,
    "openid": check_iri,
    "account": check_account,
}
AGENT = Shape("agent", {"objectType": one_of(("Agent",), "agent"), **_SHARED})


def _identifiers(value: dict[str, Any]) -> int:
    return sum(key in value for key in IDENTIFIERS)


def check_agent(value: Any, path: str, report: Report) -> None:
    """An Agent; `objectType` may be left out."""
    if check_shape(value, AGENT, path, report) and _identifiers(value) != 1:
        report.add(path, "identifier", "must have exactly one of mbox, mbox_sha1sum, openid and account")


GROUP = Shape(
    "group",
    {"objectType": one_of(("Group",), "group"), **_SHARED, "member": array_of(check_agent, "group")},
    ("objectType",),
)


def check_group(value: Any, path: str, report: Report) -> None:
    """A Group: identified by one identifier, or anonymous with members, which are Agents and never Groups."""
    if not check_shape(value, GROUP, path, report):
        return
    count = _identifiers(value)
    if count > 1:
        report.add(path, "identifier", "must have at most one of mbox, mbox_sha1sum, openid and account")
    if count == 0 and not value.get("member"):
        report.add(f"{path}.member", "group", "is required, with at least one, in a group without an identifier")


def check_actor(value: Any, path: str, report: Report) -> None:
    """An Agent or a Group, as `objectType` says; an Agent where it says nothing."""
    if type(value) is not dict:
        report.add(path, "actor", "must be an object")
    elif value.get("objectType", "Agent") == "Agent":
        check_agent(value, path, report)
    elif value["objectType"] == "Group":
        check_group(value, path, report)
    else:
        report.add(f"{path}.objectType", "actor", 'must be "Agent" or "Group"')


def _names(actor: Any) -> Iterator[str]:
    """The names and account names in an actor, its members' too, as far as they are strings."""
    if type(actor) is not dict:
        return
    account, members = actor.get("account"), actor.get("member")
    for text in (actor.get("name"), account.get("name") if type(account) is dict else None):
        if type(text) is str:
            yield text
    for member in members if type(members) is list else ():
        yield from _names(member)


def check_authority(value: Any, path: str, report: Report) -> None:
    """An Agent, or an anonymous Group of exactly two Agents: an application and its user (Data 2.4.9).

    An import keeps it in a column of its own, which on PostgreSQL knows no null character; elsewhere they may stand.
    """
    check_actor(value, path, report)
    if any("\0" in text for text in _names(value)):
        report.add(path, "authority", "must not hold a null character")
    if type(value) is not dict or value.get("objectType") != "Group":
        return
    if _identifiers(value):
        report.add(path, "authority", "must not be a group with an identifier")
    member = value.get("member")
    if type(member) is not list or len(member) != 2:
        report.add(f"{path}.member", "authority", "must hold exactly two")
