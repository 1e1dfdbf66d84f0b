"""What the validator says: a problem names the place, the clause broken, and what to do. No Django here."""

from dataclasses import dataclass, field
from typing import Literal

Version = Literal["1.0.3", "2.0.0"]
MOST_PROBLEMS = 25

# Topic -> section of xAPI 1.0.3 (github.com/adlnet/xAPI-Spec, xAPI-Data.md and xAPI-Communication.md) and of IEEE
# 9274.1.1 (xAPI 2.0).
CLAUSES: dict[str, tuple[str, str]] = {
    "format": ("Data 2.2", "4.2.1"),
    "voiding": ("Data 2.3.2", "4.2.5"),
    "id": ("Data 2.4.1", "4.2.4.2"),
    "actor": ("Data 2.4.2", "4.2.2.1"),
    "agent": ("Data 2.4.2.1", "4.2.2.1"),
    "group": ("Data 2.4.2.2", "4.2.2.1"),
    "identifier": ("Data 2.4.2.3", "4.2.2.1"),
    "account": ("Data 2.4.2.4", "4.2.2.1"),
    "verb": ("Data 2.4.3", "4.2.2.2"),
    "object": ("Data 2.4.4", "4.2.2.3"),
    "activity": ("Data 2.4.4.1", "4.2.2.3"),
    "statement-ref": ("Data 2.4.4.3", "4.2.2.3"),
    "sub-statement": ("Data 2.4.4.3", "4.2.2.3"),
    "result": ("Data 2.4.5", "4.2.2.4"),
    "score": ("Data 2.4.5.1", "4.2.2.4"),
    "context": ("Data 2.4.6", "4.2.2.5"),
    "context-activities": ("Data 2.4.6.2", "4.2.2.5"),
    "context-agents": ("none", "4.2.2.5"),
    "timestamp": ("Data 2.4.7", "4.2.4.2"),
    "stored": ("Data 2.4.8", "4.2.4.2"),
    "authority": ("Data 2.4.9", "4.2.4.2"),
    "version": ("Data 2.4.10", "4.2.4.3"),
    "attachments": ("Data 2.4.11", "4.2.2.6"),
    "extensions": ("Data 4.1", "4.2.7"),
    "language-map": ("Data 4.2", "4.2.7"),
    "iri": ("Data 4.3", "4.2.7"),
    "uuid": ("Data 4.4", "4.2.7"),
    "moment": ("Data 4.5", "4.2.7"),
    "duration": ("Data 4.6", "4.2.7"),
    "immutability": ("Data 2.3.1", "4.1.6.1"),
    "signature": ("Data 2.6", "4.2.6"),
    "headers": ("Communication 1.2", "4.1.1"),
    "alternate": ("Communication 1.3", "4.1"),
    "encoding": ("Communication 1.4", "4.1.2"),
    "content-type": ("Communication 1.5", "4.1.3"),
    "multipart": ("Communication 1.5.2", "4.1.3"),
    "statements": ("Communication 2.1", "4.1.6.1"),
    "filters": ("Communication 2.1.3", "4.1.6.1"),
    "documents": ("Communication 2.2", "4.1.6.2"),
    "concurrency": ("Communication 3.1", "4.1.4"),
    "errors": ("Communication 3.2", "4.1.5"),
    "versions": ("Communication 3.3", "4.1.1"),
    "authorization": ("Communication 4.0", "4.1.5"),
}
LONGEST_PATH = 300  # characters: keys are the sender's, and may be as long as the body


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule. `path` is where in the JSON ("actor.account.homePage", "" for the whole statement)."""

    path: str
    rule: str
    message: str

    def as_json(self) -> dict[str, str]:
        return {"path": self.path, "rule": self.rule, "message": self.message}


@dataclass(slots=True)
class Report:
    """Gathers problems for one statement under one version; keeps the first `MOST_PROBLEMS`."""

    version: Version
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_2(self) -> bool:
        return self.version == "2.0.0"

    def add(self, path: str, topic: str, message: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(path[:LONGEST_PATH], clause(topic, self.version), message))


def clause(topic: str, version: Version) -> str:
    """The clause as people cite it: "xAPI 1.0.3 Data 2.4.2.3" or "IEEE 9274.1.1 4.2.2.1"."""
    old, new = CLAUSES[topic]
    return f"IEEE 9274.1.1 {new}" if version == "2.0.0" else f"xAPI 1.0.3 {old}"
