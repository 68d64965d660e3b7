"""WordprocessingML elements by short names, their properties in the order that the schema asks for."""

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from docx.oxml.ns import nsmap, qn
from lxml import etree
from lxml.etree import _Element as Element

NAMESPACES = {"w": nsmap["w"]}
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ORDER = {
    "w:pPr": [
        "pStyle",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "framePr",
        "widowControl",
        "pBdr",
        "tabs",
        "kinsoku",
        "wordWrap",
        "overflowPunct",
        "autoSpaceDE",
        "autoSpaceDN",
        "snapToGrid",
        "spacing",
        "ind",
        "jc",
        "textAlignment",
        "outlineLvl",
        "rPr",
        "sectPr",
    ],
    "w:rPr": ["rStyle", "rFonts", "b", "color", "spacing", "w", "kern", "sz", "szCs", "lang"],
}


def clean(text: str) -> str:
    """Without the control characters and halves of characters that no XML file may hold; line breaks as `\\n`."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def cleaned(value: Any) -> Any:
    """A tree, or any part of it, with every text in it clean."""
    if type(value) is str:
        return clean(value)
    if isinstance(value, tuple):
        return tuple(map(cleaned, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: cleaned(getattr(value, one.name)) for one in fields(value)})
    return value


def w(name: str, /, *children: Element | None, **attributes: str | int) -> Element:
    """`<w:name w:attribute="…">` around its children; None is left out."""
    node = etree.Element(qn(f"w:{name}"), {qn(f"w:{key}"): str(value) for key, value in attributes.items()}, NAMESPACES)
    node.extend(child for child in children if child is not None)
    return node


def properties(name: str, children: Iterable[Element | None]) -> Element | None:
    """`pPr` or `rPr` in the schema's order; nothing where there is nothing to say."""
    order = {qn(f"w:{child}"): place for place, child in enumerate(_ORDER[f"w:{name}"])}
    found = sorted((child for child in children if child is not None), key=lambda child: order[child.tag])
    return w(name, *found) if found else None


def run(text: str, style: str = "", *own: Element) -> Element:
    """Text with its line breaks. The hint sets quotation marks and dashes in the East-Asian font."""
    node = w("r", properties("rPr", [w("rStyle", val=style) if style else None, w("rFonts", hint="eastAsia"), *own]))
    for place, line in enumerate(text.split("\n")):
        if place:
            node.append(w("br"))
        if line:
            part = w("t")
            part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            part.text = line
            node.append(part)
    return node


def tab() -> Element:
    return w("r", w("tab"))


def field(instruction: str) -> Iterable[Element]:
    """A field that Word, WPS and LibreOffice compute; 1 stands there until they do."""
    code = w("instrText")
    code.text = f" {instruction} "
    for content in (w("fldChar", fldCharType="begin"), code, w("fldChar", fldCharType="separate")):
        yield w("r", content)
    yield run("1")
    yield w("r", w("fldChar", fldCharType="end"))


def paragraph(style: str, *runs: Element, own: Iterable[Element | None] = ()) -> Element:
    return w("p", properties("pPr", [w("pStyle", val=style) if style else None, *own]), *runs)


def spacing(*, before: int = 0, after: int = 0, line: int) -> Element:
    """Twips around a paragraph; `line` is the fixed pitch inside it, 0 the height of what stands in it."""
    pitch, rule = (line, "exact") if line else (240, "auto")
    return w("spacing", before=before, after=after, line=pitch, lineRule=rule)


def borders(name: str, **sides: tuple[str, int, int, str]) -> Element:
    """Sides as (kind, eighths of a point, distance in points, colour)."""
    return w(name, *(_side(side, *value) for side, value in sides.items()))


def _side(side: str, kind: str, size: int, space: int, color: str) -> Element:
    return w(side, val=kind, sz=size, space=space, color=color)


def keep_with_next(element: Element) -> None:
    """The end of a paragraph stays on the page of the next one; a table stays as it is."""
    own = element.find(qn("w:pPr"))
    if own is not None and own.find(qn("w:keepNext")) is None:
        own.insert(1 if own.find(qn("w:pStyle")) is not None else 0, w("keepNext"))
