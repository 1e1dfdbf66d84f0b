"""Whoever is tried out: every link at the top of their pages and on their first screen leads somewhere they may be."""

import re

from demo.personas import PERSONAS
from tests.demo.test_trying import become, wealdshire  # noqa: F401 - a fixture

LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')


def test_no_link_of_a_first_screen_is_a_dead_end(wealdshire, client):
    dead = []
    for persona in PERSONAS:
        html = become(client, persona).content.decode()
        for address in sorted(set(LINK.findall(html))):
            answer = client.get(address.replace("&amp;", "&"), follow=True)
            if answer.status_code != 200 or answer.redirect_chain[-1:] == [("/account/login/", 302)]:
                dead.append((persona.key, address, answer.status_code))
    assert dead == []
