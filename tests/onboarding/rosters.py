"""Register files in a line or two."""

HEAD = (
    "authority_code,licence_no,licence_type,status,status_from,display_name,issue_date,expiry_date,mobile,email,"
    "preferred_language,training_evidence,school_transport,updated_at"
)


def driver(number: int | str, name: str = "", **said: str) -> str:
    values = {
        "authority_code": "E07000991",
        "licence_no": f"{number:06}" if isinstance(number, int) else number,
        "licence_type": "phv",
        "status": "licensed",
        "status_from": "2025-01-01",
        "display_name": name or f"Driver Number{number}",
        "issue_date": "2025-01-01",
        "expiry_date": "2027-12-31",
        **said,
    }
    return ",".join(values.get(column, "") for column in HEAD.split(","))


def register(*lines: str) -> list[str]:
    return [HEAD, *lines]


def drivers(numbers: range) -> list[str]:
    return register(*(driver(number) for number in numbers))
