"""Who meets what: pure, with no database."""

from courses.paths import FlowItem, ItemSet, resolve


def item(key, roles=(), **more):
    return {"key": key, "roles": list(roles), **more}


CONTENT = {
    "role_codes": ["driver", "desk"],
    "lessons": [item("L1"), item("L2", ["driver"]), item("L3", ["desk"]), item("L4")],
    "scenarios": [
        item("S9", after=None),
        item("S1", ["driver"], after="L1"),
        item("S2", ["desk"], after="L1"),
        item("S3", after="L4"),
        item("S4", ["driver"], after="L1"),
    ],
    "questions": [item("Q1"), item("Q2", ["driver"]), item("Q3", ["desk"])],
    "refresher": {"questions": [item("RQ1"), item("RQ2", ["desk"])]},
}


def flow(found: ItemSet) -> str:
    return " ".join(step.key for step in found.flow)


def test_a_role_meets_what_is_for_all_and_what_is_for_it():
    found = resolve(CONTENT, ["driver"])
    assert flow(found) == "L1 S1 S4 L2 L4 S3 S9"
    assert found.lessons == ("L1", "L2", "L4")
    assert found.scenarios == ("S1", "S4", "S3", "S9")
    assert found.questions == ("Q1", "Q2")


def test_someone_with_two_roles_meets_the_items_of_both():
    assert flow(resolve(CONTENT, ["desk", "driver"])) == "L1 S1 S2 S4 L2 L3 L4 S3 S9"
    assert resolve(CONTENT, ["desk", "driver"]).questions == ("Q1", "Q2", "Q3")


def test_someone_whose_role_is_not_known_meets_everything():
    everything = resolve(CONTENT, ["desk", "driver"])
    assert resolve(CONTENT, []) == everything
    assert resolve(CONTENT, ["councillor"]) == everything


def test_a_role_of_another_course_adds_nothing():
    assert resolve(CONTENT, ["driver", "councillor"]) == resolve(CONTENT, ["driver"])


def test_further_items_are_those_not_held_yet_and_keep_their_place():
    held = resolve(CONTENT, ["driver"]).keys
    further = resolve(CONTENT, ["driver", "desk"], kind="further", held=held)
    assert flow(further) == "S2 L3"
    assert further.questions == ("Q3",)


def test_a_role_that_holds_nothing_new_has_nothing_to_do():
    held = resolve(CONTENT, ["driver", "desk"]).keys
    assert resolve(CONTENT, ["desk"], kind="further", held=held).is_empty


def test_a_refresher_is_its_questions_alone():
    found = resolve(CONTENT, ["desk"], kind="refresher")
    assert (found.lessons, found.scenarios, found.flow) == ((), (), ())
    assert found.questions == ("RQ1", "RQ2")
    assert resolve(CONTENT, ["driver"], kind="refresher").questions == ("RQ1",)


def test_it_survives_being_kept_as_json():
    found = resolve(CONTENT, ["driver"])
    assert ItemSet.from_json(found.as_json()) == found
    assert found.flow[0] == FlowItem("lesson", "L1")
