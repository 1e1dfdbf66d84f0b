"""A lesson in screens for a phone: everything once and in order, practice alone, nothing longer than it need be."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from courses.screens import ALONE, MOST_WORDS, screens_of

KINDS = ("text", "list", "callout", "insert", "reflect", "key-points", "myth", "check", "spot", "picture")


def block(kind: str, words: int = 10) -> dict[str, Any]:
    return {"id": "not read", "kind": kind, "html": f"<p>{'word ' * words}</p>"}


def kinds(*blocks: dict[str, Any]) -> list[list[str]]:
    return [[each["kind"] for each in screen] for screen in screens_of(blocks)]


BLOCKS = st.lists(st.builds(block, st.sampled_from(KINDS), st.integers(0, 200)), max_size=15)


@given(BLOCKS)
def test_every_block_stands_on_one_screen_in_its_order(blocks: list[dict[str, Any]]) -> None:
    screens = screens_of(blocks)
    assert [each for screen in screens for each in screen] == blocks
    assert all(screens)


@given(BLOCKS)
def test_a_screen_of_several_blocks_is_never_too_long(blocks: list[dict[str, Any]]) -> None:
    for screen in screens_of(blocks):
        assert len(screen) == 1 or sum(each["html"].count("word") for each in screen) <= MOST_WORDS


@given(BLOCKS)
def test_practice_stands_alone(blocks: list[dict[str, Any]]) -> None:
    assert all(len(screen) == 1 for screen in screens_of(blocks) if {each["kind"] for each in screen} & ALONE)


def test_key_points_begin_a_screen_and_what_is_to_be_thought_about_goes_with_them() -> None:
    assert kinds(block("text"), block("myth"), block("key-points"), block("reflect")) == [
        ["text", "myth"],
        ["key-points", "reflect"],
    ]


def test_words_within_lists_and_options_count_and_names_of_things_do_not() -> None:
    long = {"kind": "list", "heading": "word", "items": ["word " * 100]}
    quiet = {"kind": "text", "html": "<p>word</p>", "id": "word " * 200}
    assert [len(screen) for screen in screens_of([long, block("text", 40), quiet])] == [1, 2]
