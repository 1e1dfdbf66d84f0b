"""The page Wagtail begins with is called "Welcome to your new Wagtail site!" in the CMS. It is Lookout's."""

from django.db import migrations

BEGUN_AS, NAMED = "Welcome to your new Wagtail site!", "Lookout"


def rename(apps, before, after):
    pages = apps.get_model("wagtailcore", "Page").objects.filter(title=before)
    pages.update(title=after, draft_title=after)


def forwards(apps, schema_editor):
    rename(apps, BEGUN_AS, NAMED)


def backwards(apps, schema_editor):
    rename(apps, NAMED, BEGUN_AS)


class Migration(migrations.Migration):

    dependencies = [
        ('desks', '0001_exports'),
        ('wagtailcore', '0040_page_draft_title'),
    ]

    operations = [
        migrations.RunPython(forwards, backwards),
    ]
