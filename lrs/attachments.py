"""Do attachments and the parts sent with them fit together? (1.0.3 Data 2.4.11, 2.6.) No Django here."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from lrs.multipart import Part
from lrs.refusals import Refusal
from lrs.signatures import refuse_false_signatures
from lrs.validation import Version

Json = dict[str, Any]
_FUNCTIONS: dict[int, Callable[[bytes], Any]] = {
    56: hashlib.sha224, 64: hashlib.sha256, 96: hashlib.sha384, 128: hashlib.sha512,
}  # fmt: skip


def attachments_in(statement: Json) -> Iterator[Json]:
    """The attachments of a valid statement and of its sub-statement."""
    yield from statement.get("attachments", ())
    if statement["object"].get("objectType") == "SubStatement":
        yield from attachments_in(statement["object"])


def matched(
    statements: Sequence[Json], parts: Sequence[Part], version: Version, *, is_batch: bool = True
) -> dict[str, bytes]:
    """The bytes of every attachment by SHA-2 sum in lower case. Raises Refusal when anything lacks or is left over.

    The sum is worked out anew from the bytes of each part: so it names the same bytes wherever it stands, and no
    statement can pass something else off as another's attachment.
    """
    contents = dict(_content(part, number) for number, part in enumerate(parts, start=2))
    named: set[str] = set()
    for place, statement in enumerate(statements):
        path = f"[{place}].attachments" if is_batch else "attachments"
        for attachment in attachments_in(statement):
            sha2 = attachment["sha2"].lower()
            named.add(sha2)
            if sha2 not in contents and "fileUrl" not in attachment:
                message = f"The attachment {attachment['sha2']} was not sent and has no fileUrl."
                raise Refusal(400, message, at=path, topic="attachments")
        refuse_false_signatures(statement, contents, version, at=path)
    for number, part in enumerate(parts, start=2):
        if part.headers["x-experience-api-hash"].lower() not in named:
            raise _bad_part(number, "A part was sent that no attachment names by its sha2.")
    return contents


def sum_fits(sha2: str, content: bytes) -> bool:
    """Whether this is the sum of these bytes, by the SHA-2 function of its length."""
    make = _FUNCTIONS.get(len(sha2))
    return make is not None and make(content).hexdigest() == sha2.lower()


def _content(part: Part, number: int) -> tuple[str, bytes]:
    sha2 = part.headers.get("x-experience-api-hash", "").lower()
    if not sha2:
        raise _bad_part(number, "Every part after the first needs the header X-Experience-API-Hash.")
    if part.headers.get("content-transfer-encoding", "").lower() != "binary":
        raise _bad_part(number, "Every part after the first needs the header Content-Transfer-Encoding: binary.")
    if not sum_fits(sha2, part.content):
        raise _bad_part(number, "The bytes of a part do not have the sum that its X-Experience-API-Hash says.")
    return sha2, part.content


def _bad_part(number: int, message: str) -> Refusal:
    return Refusal(400, message, at=f"part {number}", topic="multipart")
