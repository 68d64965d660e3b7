"""The styles of an official document, under the names a clerk looks for."""

from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import qn

from apps.office.documents.rendering.docx.fonts import Fonts
from apps.office.documents.rendering.docx.measures import BODY, COLOPHON, FOOTER, LINE, RED, TIGHTER, TITLE, chars
from apps.office.documents.rendering.docx.xml import Element, properties, spacing, w


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """`font` is a field of Fonts; sizes in points, `before`, `after` and `line` in twips; `first` in characters."""

    id: str
    name: str
    font: str = "fang"
    size: float = BODY
    align: str = ""
    first: int = 0
    left: int = 0
    right: int = 0
    line: int = LINE
    before: int = 0
    after: int = 0
    outline: int | None = None
    color: str = ""
    keep: bool = False


STYLES = (
    Style(id="Mark", name="发文机关标志", font="title", align="center", color=RED, keep=True),
    Style(id="HeadNote", name="版头标注", font="hei"),
    Style(id="Number", name="发文字号", align="center", before=2 * LINE),
    Style(id="Title", name="公文标题", font="title", size=TITLE, align="center", keep=True, left=-100, right=-100),
    Style(id="Subtitle", name="公文副标题", font="kai", align="center", keep=True),
    Style(id="Recipients", name="主送机关", before=LINE, align="both"),
    Style(id="Body", name="公文正文", first=2, align="both"),
    Style(id="Level1", name="一级标题", font="hei", first=2, align="both", outline=0),
    Style(id="Level2", name="二级标题", font="kai", first=2, align="both", outline=1),
    Style(id="Level3", name="三级标题", first=2, align="both", outline=2),
    Style(id="Level4", name="四级标题", first=2, align="both", outline=3),
    Style(id="Names", name="人员名单"),
    Style(id="Attachments", name="附件说明", align="both"),
    Style(id="Organ", name="发文机关署名", align="center", keep=True),
    Style(id="Date", name="成文日期", align="center"),
    Style(id="Note", name="附注", first=2, align="both"),
    Style(id="SignLine", name="签名", left=chars(2)),
    Style(id="AnnexMark", name="附件", font="hei", keep=True),
    Style(id="Caption", name="表题", font="hei", size=COLOPHON, align="center", before=120, keep=True),
    Style(id="Cell", name="表格文字", size=COLOPHON, line=400),
    Style(id="CellHead", name="表头", font="hei", size=COLOPHON, line=400, align="center"),
    Style(id="SmallCell", name="表格小字", size=12, line=340),
    Style(id="TinyCell", name="表格细字", size=10.5, line=290),
    Style(id="TinyCellHead", name="表格细字表头", font="hei", size=10.5, line=290, align="center"),
    Style(id="SmallCellHead", name="表格小字表头", font="hei", size=12, line=340, align="center"),
    Style(id="Colophon", name="版记", size=COLOPHON, line=480),
    Style(id="Verify", name="核验", font="song", size=9, line=0),
    Style(id="PageNumber", name="页码", font="song", size=COLOPHON, line=320, before=FOOTER - 320),
    Style(id="Point", name="分隔", size=1, line=20),
)
CHARACTER_STYLES = (("Running", "仿宋文字", "fang"), ("Kai", "楷体文字", "kai"), ("Label", "黑体文字", "hei"))


def set_styles(document: Document, fonts: Fonts) -> None:
    """The template's styles are replaced: a clerk finds these and no others."""
    root = document.styles.element
    for child in list(root):
        if child.tag not in {qn("w:latentStyles")}:
            root.remove(child)
    root.insert(0, _defaults(fonts))
    root.append(_normal())
    root.append(w("style", w("name", val="Default Paragraph Font"), w("semiHidden"), type="character", default=1,
                  styleId="Plain"))  # fmt: skip
    root.append(_table_normal())
    root.extend(_paragraph_style(style, fonts) for style in STYLES)
    root.extend(_character_style(*style, fonts) for style in CHARACTER_STYLES)


def font_of(fonts: Fonts, role: str) -> Element:
    name = getattr(fonts, role)
    return w("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)


def _defaults(fonts: Fonts) -> Element:
    plain = properties("rPr", [
        font_of(fonts, "fang"),
        w("kern", val=2),
        *_size(BODY),
        w("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"),
    ])  # fmt: skip
    return w("docDefaults", w("rPrDefault", plain), w("pPrDefault"))


def _normal() -> Element:
    """正文. Lines follow one another without widow control, no gap parts hanzi from digits, no comma hangs outside.

    Pitch and character spacing keep the 22 lines of 28 characters by themselves; the page's grid says the same but is
    not snapped to: LibreOffice gives every character wider than its cell (16 points in 15.8) a second one.
    """
    flow = [w(name, val=0) for name in ("widowControl", "overflowPunct", "autoSpaceDE", "autoSpaceDN", "snapToGrid")]
    own = properties("pPr", [*flow, spacing(line=LINE)])
    letters = properties("rPr", [w("spacing", val=TIGHTER), *_size(BODY)])
    return w("style", w("name", val="Normal"), w("qFormat"), own, letters, type="paragraph", default=1,
             styleId="Normal")  # fmt: skip


def _table_normal() -> Element:
    margins = w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in
                                (("top", 0), ("left", 85), ("bottom", 0), ("right", 85))))  # fmt: skip
    table = w("tblPr", w("tblInd", w=0, type="dxa"), margins)
    return w("style", w("name", val="Normal Table"), w("semiHidden"), table, type="table", default=1,
             styleId="TableNormal")  # fmt: skip


def _paragraph_style(style: Style, fonts: Fonts) -> Element:
    own = [
        w("keepNext") if style.keep else None,
        w("keepLines") if style.keep else None,
        w("overflowPunct", val=0),
        spacing(before=style.before, after=style.after, line=style.line),
        w("ind", firstLineChars=style.first * 100, firstLine=chars(style.first)) if style.first else None,
        w("ind", left=style.left, right=style.right) if style.left or style.right else None,
        w("jc", val=style.align) if style.align else None,
        w("outlineLvl", val=style.outline) if style.outline is not None else None,
    ]
    letters = [
        font_of(fonts, style.font),
        w("color", val=style.color) if style.color else None,
        w("spacing", val=0) if style.size != BODY else None,
        *_size(style.size),
    ]
    return w("style", w("name", val=style.name), w("basedOn", val="Normal"), w("qFormat"), properties("pPr", own),
             properties("rPr", letters), type="paragraph", customStyle=1, styleId=style.id)  # fmt: skip


def _character_style(id: str, name: str, role: str, fonts: Fonts) -> Element:
    return w("style", w("name", val=name), w("basedOn", val="Plain"), properties("rPr", [font_of(fonts, role)]),
             type="character", customStyle=1, styleId=id)  # fmt: skip


def _size(points: float) -> list[Element]:
    return [w("sz", val=round(points * 2)), w("szCs", val=round(points * 2))]
