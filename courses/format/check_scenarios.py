"""Rules for scenarios: every way through them leads somewhere."""

from courses.format.model import END, QUALITIES, RETRY, Choice, CourseFile, Node, Scenario
from courses.format.problems import Problems


def check_scenarios(course: CourseFile, problems: Problems) -> None:
    outcomes = {outcome.key for outcome in course.outcomes}
    lessons = {lesson.key for lesson in course.lessons}
    for scenario in course.scenarios:
        _heading(scenario, outcomes, lessons, problems)
        _graph(scenario, problems)
        for node in scenario.nodes:
            _node(node, scenario, problems)


def _heading(scenario: Scenario, outcomes: set[str], lessons: set[str], problems: Problems) -> None:
    key = scenario.key
    if not scenario.title:
        problems.add(scenario.line, key, f"{key} has no title.", broken=False)
    for outcome in scenario.outcomes:
        if outcome not in outcomes:
            problems.add(scenario.line, key, f"{key} names the outcome '{outcome}', which does not exist.")
    if scenario.after and scenario.after not in lessons:
        problems.add(scenario.line, key, f"{key} comes after '{scenario.after}', which is not a lesson.")
    if not scenario.nodes:
        problems.add(scenario.line, key, f"{key} has no steps.", f"Add '#### {key}.1 | Title' under it.", broken=False)


def _graph(scenario: Scenario, problems: Problems) -> None:
    """Every step can be reached from the first one by choices, and an ending can be reached from the first one."""
    if not scenario.nodes:
        return
    ways = {node.key: {choice.next for choice in node.choices} for node in scenario.nodes}
    reached, queue = set(), [scenario.nodes[0].key]
    while queue:
        key = queue.pop()
        if key not in reached:
            reached.add(key)
            queue += [target for target in ways.get(key, ()) if target in ways]
    for node in scenario.nodes:
        if node.key not in reached:
            problems.add(node.line, node.key, f"No choice leads to {node.key}, so nobody will see it.", broken=False)
    if not any(END in ways[key] or not ways[key] for key in reached if key in ways):
        problems.add(
            scenario.line,
            scenario.key,
            f"{scenario.key} has no end that can be reached.",
            "Give a good choice 'Next: END'.",
        )


def _node(node: Node, scenario: Scenario, problems: Problems) -> None:
    if not node.text:
        problems.add(node.line, node.key, f"{node.key} has no text before its choices.", broken=False)
    if node.choices and not 3 <= len(node.choices) <= 4:
        count = f"{len(node.choices)} choice{'s' if len(node.choices) > 1 else ''}"
        problems.add(node.line, node.key, f"{node.key} has {count}; 3 or 4 are allowed.", broken=False)
    if node.choices and not any(choice.quality == "best" for choice in node.choices):
        problems.add(node.line, node.key, f"{node.key} has no choice marked best.", broken=False)
    keys = {other.key for other in scenario.nodes}
    for letter, choice in zip("ABCDEF", node.choices, strict=False):
        _choice(choice, f"{node.key} choice {letter}", node.key, keys, problems)


def _choice(choice: Choice, name: str, node: str, keys: set[str], problems: Problems) -> None:
    for field in ("Consequence", "Feedback", "Next"):
        if not getattr(choice, field.lower()):
            hint = f"Add '  - {field}: …' under it."
            problems.add(choice.line, node, f"{name} has no {field} line.", hint, broken=field == "Next")
    if choice.next and choice.next not in keys | {END, RETRY}:
        reason = f"{name} leads to '{choice.next}', and this scenario has no such step."
        problems.add(choice.line, node, reason, f"Next is one of {', '.join(sorted(keys))}, END or RETRY.")
    if choice.quality in QUALITIES[2:] and choice.next and choice.next != RETRY:
        reason = f"{name} is {choice.quality}, so after its feedback the same step comes again."
        problems.add(choice.line, node, reason, "Write 'Next: RETRY', or mark it best or ok.")
    elif choice.quality in QUALITIES[:2] and choice.next == RETRY:
        reason = f"{name} is {choice.quality}, but sends the learner back to the same step."
        problems.add(choice.line, node, reason, "Let it lead on, or mark it poor or unsafe.", broken=False)
