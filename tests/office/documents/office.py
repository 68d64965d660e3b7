"""Readers of DOCX files: what python-docx finds in them, and where LibreOffice prints it."""

import os
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import docx
from docx.oxml.ns import qn

from apps.office.documents.rendering.docx import docx_of

FANDOL = Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol")
STAND_INS = {  # the office fonts and what has the same widths; Noto where Fandol is not installed
    "仿宋_GB2312": ("FandolFang", "Noto Serif CJK SC"),
    "楷体_GB2312": ("FandolKai", "Noto Serif CJK SC"),
    "黑体": ("FandolHei", "Noto Sans CJK SC"),
    "方正小标宋简体": ("FandolSong", "Noto Serif CJK SC"),
    "宋体": ("FandolSong", "Noto Serif CJK SC"),
}
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
POINT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Line:
    """Millimetres from the paper's left and top edge."""

    left: float
    right: float
    top: float
    bottom: float
    text: str


def opened(tree, **more):
    return docx.Document(BytesIO(docx_of(tree, **more)))


def styles_of(document):
    return [(one.style.name, one.text) for one in document.paragraphs if one.text]


def everything_in(document):
    """The text in reading order, tables where they stand, without spaces."""
    text = "".join(node.text or "" for node in document.element.body.iter(qn("w:t")))
    return re.sub(r"[\s　]", "", text)


def is_missing() -> bool:
    return not (shutil.which("soffice") and shutil.which("pdftotext"))


def pdfs_of(files: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
    """Each file as LibreOffice prints it; one start for all of them."""
    _write_fonts(folder / "fonts.conf", folder / "cache")
    for name, content in files.items():
        (folder / f"{name}.docx").write_bytes(content)
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), *(str(folder / f"{name}.docx") for name in files)],
        env={**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf"), "HOME": str(folder)},
        check=True,
        capture_output=True,
        timeout=180,
    )
    return {name: folder / f"{name}.pdf" for name in files}


def pages_of(pdf: Path) -> list[list[Line]]:
    """The lines of each page, from top to bottom."""
    found = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True, text=True, timeout=60)
    return [_lines(page) for page in found.stdout.split("<page ")[1:]]


def _lines(page: str) -> list[Line]:
    rows = defaultdict(list)
    for left, top, right, bottom, text in WORD.findall(page):
        rows[top].append((float(left), float(right), float(bottom), text))
    lines = [
        Line(words[0][0] * POINT, words[-1][1] * POINT, float(top) * POINT, words[0][2] * POINT,
             "".join(word for *_, word in words))
        for top, words in rows.items()
    ]  # fmt: skip
    return sorted(lines, key=lambda line: line.top)


def _write_fonts(path: Path, cache: Path) -> None:
    aliases = "".join(
        f'<match target="pattern"><test name="family"><string>{office}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{names[not FANDOL.is_dir()]}</string></edit>'
        "</match>"
        for office, names in STAND_INS.items()
    )
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{FANDOL}</dir>'
        f"<dir>/usr/share/fonts</dir><cachedir>{cache}</cachedir>{aliases}</fontconfig>"
    )
