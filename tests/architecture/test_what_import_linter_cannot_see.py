"""The walls of docs/architecture.md where no import crosses them: strings, migrations, templates, private parts."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

# From the bottom up. A room knows those before it.
ORDER = [
    "common",
    "accounts",
    "messaging",
    "partnership",
    "lrs",
    "courses",
    "learning",
    "certification",
    "schemes",
    "reporting",
    "onboarding",
    "desks",
    "demo",
    "config",
]
PRIVATE = {"views", "forms", "tasks", "receivers", "wagtail_hooks", "management", "urls", "admin"}
ROOMS = [room for room in ORDER if (settings.BASE_DIR / room).is_dir()]
URL_TAG = re.compile(r"{%\s*url\s+[\"']([\w-]+):[\w-]+[\"']")


def may_know(room: str, other: str) -> bool:
    """Whether `room` may name something of `other`. The record store knows only accounts and common; courses not it."""
    if room == other or other not in ORDER:
        return True
    if room == "lrs":
        return other in {"accounts", "common"}
    if room == "courses" and other == "lrs":
        return False
    return ORDER.index(other) < ORDER.index(room)


def sources(room: str) -> Iterator[tuple[Path, ast.Module]]:
    for file in sorted((settings.BASE_DIR / room).rglob("*.py")):
        yield file, ast.parse(file.read_text())


def called(node: ast.AST, *names: str) -> str | None:
    """The first argument of a call to one of `names`, when it is a plain string."""
    if not isinstance(node, ast.Call) or not node.args:
        return None
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    first = node.args[0]
    is_text = isinstance(first, ast.Constant) and isinstance(first.value, str)
    return str(first.value) if name in names and is_text and isinstance(first, ast.Constant) else None


@pytest.mark.parametrize("room", ROOMS)
def test_foreign_keys_point_down(room: str) -> None:
    models = apps.get_app_config(room).get_models(include_auto_created=True)
    upward = [
        f"{model.__name__}.{field.name} -> {field.related_model._meta.label}"
        for model in models
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and isinstance(field.related_model, type)
        and not may_know(room, field.related_model._meta.app_label)
    ]
    assert upward == []


def test_migrations_depend_downward() -> None:
    upward = [
        f"{label}.{name} -> {other}"
        for (label, name), migration in MigrationLoader(None).disk_migrations.items()
        if label in ORDER
        for other, _ in migration.dependencies
        if not may_know(label, other)
    ]
    assert upward == []


@pytest.mark.parametrize("room", ROOMS)
def test_models_asked_for_by_name_are_below(room: str) -> None:
    upward = [
        f"{file.relative_to(settings.BASE_DIR)}: {label}"
        for file, tree in sources(room)
        for node in ast.walk(tree)
        if (label := called(node, "get_model")) and not may_know(room, label.split(".")[0])
    ]
    assert upward == []


@pytest.mark.parametrize("room", ROOMS)
def test_addresses_named_in_code_are_below(room: str) -> None:
    upward = [
        f"{file.relative_to(settings.BASE_DIR)}: {name}"
        for file, tree in sources(room)
        for node in ast.walk(tree)
        if (name := called(node, "reverse", "reverse_lazy", "redirect")) and not may_know(room, name.split(":")[0])
    ]
    assert upward == []


@pytest.mark.parametrize("room", ROOMS)
def test_addresses_named_in_a_rooms_templates_are_below(room: str) -> None:
    upward = [
        f"{file.relative_to(settings.BASE_DIR)}: {other}"
        for folder in (settings.BASE_DIR / "templates" / room, settings.BASE_DIR / room / "templates")
        for file in sorted(folder.rglob("*.html"))
        for other in URL_TAG.findall(file.read_text())
        if not may_know(room, other)
    ]
    assert upward == []


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{name.name}" for name in node.names)


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "config"])
def test_another_rooms_edges_are_left_alone(room: str) -> None:
    """A room's views, forms, tasks and hooks are its own. Only config may name them, to wire addresses together."""
    taken = [
        f"{file.relative_to(settings.BASE_DIR)}: {name}"
        for file, tree in sources(room)
        for name in imported(tree)
        if (parts := name.split("."))[0] in ORDER
        and parts[0] not in {room, "common"}
        and len(parts) > 1
        and parts[1] in PRIVATE
    ]
    assert taken == []


def test_every_room_on_disk_has_its_place_in_the_order() -> None:
    listed = {
        Path(config.path).name for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR
    }
    assert listed <= set(ORDER)


@pytest.mark.parametrize(
    ("room", "other", "allowed"),
    [
        ("learning", "courses", True),
        ("courses", "learning", False),
        ("courses", "lrs", False),
        ("lrs", "partnership", False),
        ("lrs", "accounts", True),
        ("learning", "lrs", True),
        ("partnership", "django", True),
    ],
)
def test_the_order_itself(room: str, other: str, allowed: bool) -> None:
    assert may_know(room, other) is allowed
