"""The fonts of official documents: the office's own licensed ones, else Fandol, else Noto.

An office puts its fonts (方正小标宋, 仿宋_GB2312 …) into `<DATA_DIR>/fonts` under the names below. The characters of
the 仿宋 face are known, so that rare ones can be set from the fallback font without disturbing the line grid.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from fontTools import subset
from fontTools.ttLib import TTFont

FANDOL = Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol")
FACES: Mapping[str, tuple[str, str]] = {
    "fangsong": ("公文仿宋", "FandolFang-Regular.otf"),
    "kaiti": ("公文楷体", "FandolKai-Regular.otf"),
    "heiti": ("公文黑体", "FandolHei-Regular.otf"),
    "xiaobiaosong": ("公文标宋", "FandolSong-Bold.otf"),
    "songti": ("公文宋体", "FandolSong-Regular.otf"),
}
SUFFIXES = (".ttf", ".otf")
HEIGHTS = {
    "hhea": ("ascent", "descent", "lineGap"),
    "OS/2": ("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent"),
}


def file_of(face: str) -> Path | None:
    """The font file of a face, None where only the system's own fonts are left."""
    own = Path(str(settings.DATA_DIR)) / "fonts"
    candidates = [own / f"{face}{suffix}" for suffix in SUFFIXES] + [FANDOL / FACES[face][1]]
    return next((path for path in candidates if path.is_file()), None)


def font_faces() -> str:
    """The `@font-face` rules, one file each."""
    found = [(FACES[face][0], file_of(face)) for face in FACES] + [("公文西文", _latin_of_songti())]
    return "\n".join(
        f'@font-face {{ font-family: "{name}"; src: url("{path.as_uri()}"); }}' for name, path in found if path
    )


def _latin_of_songti() -> Path | None:
    """Fandol's 仿宋 has digits without serifs: those of its 宋体, cut out once, look as in printed documents.

    They take the heights of the 仿宋, or every line with a digit would be a little taller than the grid.
    """
    songti, fangsong = file_of("songti"), file_of("fangsong")
    if songti is None or fangsong is None or fangsong.parent != FANDOL:
        return None
    own = Path(str(settings.DATA_DIR)) / "fonts-cut" / "latin.otf"
    if not own.exists():
        own.parent.mkdir(parents=True, exist_ok=True)
        font, cutter = TTFont(songti), subset.Subsetter()
        cutter.populate(unicodes=range(0x20, 0x7F))
        cutter.subset(font)
        _take_heights(font, TTFont(fangsong))
        with NamedTemporaryFile(dir=own.parent, delete=False) as file:
            font.save(file)
        Path(file.name).replace(own)
    return own


def _take_heights(font: TTFont, model: TTFont) -> None:
    for table, names in HEIGHTS.items():
        for name in names:
            setattr(font[table], name, getattr(model[table], name))


@cache
def covered() -> frozenset[int]:
    """Code points of the 仿宋 face; empty where it is the system's own font, which has them all."""
    path = file_of("fangsong")
    return frozenset(TTFont(path, lazy=True).getBestCmap()) if path else frozenset()


def is_rare(character: str) -> bool:
    """Whether the fallback font must serve."""
    return bool(covered()) and ord(character) not in covered()
