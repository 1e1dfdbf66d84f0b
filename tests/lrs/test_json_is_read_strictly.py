"""JSON that different readers read differently is refused; everything else comes through with its text as it came."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrs import wire

REFUSED = [
    "", " ", "{", "nul", '{"a":1,"a":2}', '[{"b":{"a":1,"a":1}}]', "NaN", "[Infinity]", "-Infinity", "1e999",
    '{"a":1} x', "[1,]", "[1 2]", "[,1]", "[1", "[1]]", '"\t"', '"\\ud800"', "9" * 5000, "[" * 200 + "]" * 200,
    "[" * 100_000, '{"a":' * 100_000,
]  # fmt: skip


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:20])
def test_it_is_refused(text: str) -> None:
    with pytest.raises(wire.MalformedJson):
        wire.loads(text)
    with pytest.raises(wire.MalformedJson):
        wire.loads_each(text)


def test_a_repeated_key_is_named() -> None:
    with pytest.raises(wire.MalformedJson, match='the key "verb" stands twice'):
        wire.loads('{"verb":1,"actor":2,"verb":1}')


def test_a_byte_order_mark_is_passed_over_and_other_encodings_are_refused() -> None:
    assert wire.decode(b'\xef\xbb\xbf{"a":1}') == '{"a":1}'
    with pytest.raises(wire.MalformedJson):
        wire.decode('"é"'.encode("latin-1"))


def test_each_item_keeps_the_text_it_came_as() -> None:
    text = ' [ {"a" : 1.50} ,\n{"b":"\\u00e9"}] '
    assert wire.loads_each(text) == (True, [({"a": 1.5}, '{"a" : 1.50}'), ({"b": "é"}, '{"b":"\\u00e9"}')])
    assert wire.loads_each('\n{"a":1e2} ') == (False, [({"a": 100.0}, '{"a":1e2}')])
    assert wire.loads_each("[ ]") == (True, [])


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@given(values=st.lists(json_values, max_size=4), indent=st.sampled_from([None, 1]), ascii_only=st.booleans())
def test_everything_json_can_say_comes_through(values: list[Any], indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(values, indent=indent, ensure_ascii=ascii_only)
    is_array, items = wire.loads_each(text)
    assert is_array
    assert [value for value, _ in items] == values
    assert [json.loads(piece) for _, piece in items] == values
