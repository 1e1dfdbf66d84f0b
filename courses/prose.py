"""Running text in its two spellings: the format's prose, and the HTML that Wagtail's editor keeps. Pure: no Django.

Prose is paragraphs and `- ` lists separated by blank lines, with `**bold**` and `[label](address)`. Nothing else exists
in it, so that both directions lose nothing: `from_html(to_html(prose)) == prose`.
"""

import re
import uuid
from collections.abc import Iterable
from html import escape, unescape
from html.parser import HTMLParser

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[([^\]\[]+)\]\(((?:https?://|mailto:|tel:|page:|/|#)[^()\s]*)\)")


def normalise(lines: Iterable[str]) -> str:
    """Lines of a file as prose: the lines of a paragraph are joined, and each list item stands on a line of its own."""
    parts: list[str] = []
    previous = "blank"
    for raw in lines:
        line = raw.strip()
        kind = "blank" if not line else "item" if line.startswith("- ") else "text"
        if kind == "item" and previous == "item":
            parts[-1] += f"\n{line}"
        elif kind == "text" and previous in ("text", "item"):
            parts[-1] += f" {line}"
            kind = previous
        elif kind != "blank":
            parts.append(line)
        previous = kind
    return "\n\n".join(parts)


def inline_html(text: str) -> str:
    """A line of prose as safe HTML: everything escaped, bold and links made real."""
    html = _BOLD.sub(r"<b>\1</b>", escape(text, quote=False))
    return _LINK.sub(_link, html)


def _link(match: re.Match[str]) -> str:
    label, address = match.groups()
    if address.startswith("page:"):
        return f'<a linktype="page" id="{escape(address[5:])}">{label}</a>'
    return f'<a href="{escape(unescape(address))}">{label}</a>'


def to_html(text: str, seed: str = "") -> str:
    """Prose as the editor's HTML. With a `seed` its keys are the same every time, so revisions compare well."""
    return "".join(_block_html(part, f"{seed}/{number}") for number, part in enumerate(text.split("\n\n")) if part)


def _block_html(part: str, seed: str) -> str:
    if not part.startswith("- "):
        return f'<p data-block-key="{_key(seed)}">{inline_html(part)}</p>'
    items = (line.removeprefix("- ") for line in part.split("\n"))
    rows = (f'<li data-block-key="{_key(f"{seed}/{i}")}">{inline_html(item)}</li>' for i, item in enumerate(items))
    return f"<ul>{''.join(rows)}</ul>"


def _key(seed: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, seed).hex[:5]


def from_html(html: str) -> str:
    """The editor's HTML as prose. Tags that prose does not know are dropped and their text is kept."""
    reader = _Reader()
    reader.feed(html or "")
    reader.close()
    return reader.prose()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[tuple[bool, str]] = []  # (is it a list item, text)
        self.text = ""
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("p", "li", "ul", "ol", "h2", "h3", "h4"):
            self._flush(is_item=False)
        elif tag in ("b", "strong"):
            self.text += "**"
        elif tag == "br":
            self.text += " "
        elif tag == "a":
            found = dict(attrs)
            self.links.append(f"page:{found['id']}" if found.get("linktype") == "page" else found.get("href") or "")
            self.text += "["

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "li", "h2", "h3", "h4"):
            self._flush(is_item=tag == "li")
        elif tag in ("ul", "ol"):
            self.parts.append((False, ""))  # two lists in a row stay two
        elif tag in ("b", "strong"):
            self.text += "**"
        elif tag == "a" and self.links:
            self.text += f"]({self.links.pop()})"

    def handle_data(self, data: str) -> None:
        self.text += data

    def _flush(self, *, is_item: bool) -> None:
        text = " ".join(self.text.split())
        if text:
            self.parts.append((is_item, text))
        self.text = ""

    def prose(self) -> str:
        self._flush(is_item=False)
        blocks: list[str] = []
        in_list = False
        for is_item, text in self.parts:
            if is_item and in_list:
                blocks[-1] += f"\n- {text}"
            elif text:
                blocks.append(f"- {text}" if is_item else text)
            in_list = is_item
        return "\n\n".join(blocks)
