"""Wagtail calls the top of its tree "Root", which tells an editor nothing."""

from typing import Any

from django.db import migrations

WAGTAILS, OURS = "Root", "All pages"


def _rename(apps: Any, before: str, after: str) -> None:
    pages = apps.get_model("wagtailcore", "Page").objects.filter(depth=1, title=before)
    pages.update(title=after, draft_title=after)


def call_it_all_pages(apps: Any, schema_editor: Any) -> None:
    _rename(apps, WAGTAILS, OURS)


def call_it_root(apps: Any, schema_editor: Any) -> None:
    _rename(apps, OURS, WAGTAILS)


class Migration(migrations.Migration):
    dependencies = [("courses", "0002_when_a_course_was_last_reviewed")]
    operations = [migrations.RunPython(call_it_all_pages, call_it_root)]
