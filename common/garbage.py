"""How often Python looks for objects that only point to each other."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 100_000  # new objects between two looks; a chunk of 500 rows makes about as many


@contextmanager
def collected_seldom() -> Iterator[None]:
    """While very many objects are made that are soon let go: looking at all of them again and again, as Python does
    for every few hundred, takes a fifth of the time. What is here already is not looked at meanwhile.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
