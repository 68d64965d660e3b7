"""What Word puts on the clipboard as HTML, back to the text it stands for: one line a paragraph, no formats."""

import re
from html.parser import HTMLParser

WORD = re.compile(r"<o:p|<w:|class=\"?Mso|mso-|<!--\[if|<html[ >]", re.IGNORECASE)
BLOCKS = {"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "title"}
SILENT = {"style", "script", "head", "xml"}


def text_of(pasted: str) -> str:
    """The text of Word's HTML; anything else as it is."""
    if not WORD.search(pasted):
        return pasted
    reader = _Reader()
    reader.feed(pasted)
    reader.close()
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in SILENT))
        self.parts.append("\n" if tag in BLOCKS else " " if tag in {"td", "th"} else "")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data.replace("\r", "").replace("\n", " "))
