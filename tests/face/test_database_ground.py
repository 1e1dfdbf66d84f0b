"""A test that commits takes nothing away from those after it."""

import pytest
from wagtail.models import Locale, Page, Site

from accounts.models import User


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "again"])
def test_a_committing_test_finds_wagtails_root_and_leaves_it(time: str) -> None:
    assert Page.objects.filter(depth=1).exists()
    assert Site.objects.exists()
    assert Locale.objects.exists()
    assert not User.objects.exists()
    User.objects.create_user("someone@example.org")
    Site.objects.all().delete()
