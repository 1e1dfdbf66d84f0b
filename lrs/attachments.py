"""Do attachments and the parts sent with them fit together? (1.0.3 Data 2.4.11, 2.6.) No Django here."""

from collections.abc import Iterator, Sequence
from typing import Any

from lrs.multipart import Part
from lrs.refusals import Refusal
from lrs.signatures import refuse_false_jws
from lrs.validation import Version

SIGNATURE = "http://adlnet.gov/expapi/attachments/signature"
Json = dict[str, Any]


def attachments_in(statement: Json) -> Iterator[Json]:
    """The attachments of a valid statement and of its sub-statement."""
    yield from statement.get("attachments", ())
    if statement["object"].get("objectType") == "SubStatement":
        yield from attachments_in(statement["object"])


def matched(statements: Sequence[Json], parts: Sequence[Part], version: Version) -> dict[str, bytes]:
    """The bytes of every attachment by SHA-2 sum in lower case. Raises Refusal when anything lacks or is left over.

    The sum in the part's header is held against the statement's, as the specification asks, and not against the bytes:
    a sender that counts its text in another encoding is still heard, and readers can check for themselves.
    """
    contents = dict(_content(part) for part in parts)
    named: set[str] = set()
    for statement in statements:
        for attachment in attachments_in(statement):
            sha2 = attachment["sha2"].lower()
            named.add(sha2)
            if sha2 not in contents and "fileUrl" not in attachment:
                raise Refusal(400, f"The attachment {attachment['sha2']} was not sent and has no fileUrl.")
        _refuse_false_signature(statement, contents, version)
    if set(contents) - named:
        raise Refusal(400, "A part was sent that no attachment names by its sha2.")
    return contents


def _content(part: Part) -> tuple[str, bytes]:
    sha2 = part.headers.get("x-experience-api-hash", "").lower()
    if not sha2:
        raise Refusal(400, "Every part after the first needs the header X-Experience-API-Hash.")
    if part.headers.get("content-transfer-encoding", "").lower() != "binary":
        raise Refusal(400, "Every part after the first needs the header Content-Transfer-Encoding: binary.")
    return sha2, part.content


def _refuse_false_signature(statement: Json, contents: dict[str, bytes], version: Version) -> None:
    signatures = [item for item in statement.get("attachments", ()) if item["usageType"] == SIGNATURE]
    for attachment in signatures:
        if attachment["contentType"].split(";")[0].strip().lower() != "application/octet-stream":
            raise Refusal(400, "The contentType of a signature must be application/octet-stream.")
        content = contents.get(attachment["sha2"].lower())
        if content is not None:
            refuse_false_jws(statement, content, version)
