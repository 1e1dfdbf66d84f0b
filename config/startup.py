"""Once, when a process has started."""

import gc


def settle() -> None:
    """What was loaded until now stays for good: keep the garbage collector from going through it again and again.

    Reading and writing many rows makes and drops many objects, and each full collection went through all of Django,
    Wagtail and our rooms: a quarter of the time an import took.
    """
    gc.collect()
    gc.freeze()
