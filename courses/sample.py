"""Values to show in the CMS where no area is known: the key itself, so that an editor sees what comes from where."""

from collections.abc import Iterable

from courses.insert_values import InsertValue, InsertValues, Viewer


def sample_inserts(keys: Iterable[str]) -> InsertValues:
    return InsertValues({key: InsertValue(key, f"[{key}]") for key in keys}, Viewer.ROLE)


SAMPLE_INSERTS = sample_inserts(
    ("mash_name", "mash_phone", "mash_hours", "out_of_hours_phone", "police_force", "licensing_contact")
)
