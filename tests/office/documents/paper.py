"""Measures PDF pages: text lines in mm from poppler, ink from the picture of a page."""

import subprocess
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree

from PIL import Image, ImageChops

MM_PER_POINT = 25.4 / 72
DPI = 150


@dataclass(frozen=True)
class Line:
    """A line of text with its edges, mm from the left and upper edge of the paper."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def pages_of(pdf: bytes) -> list[list[Line]]:
    """Every page's lines from top to bottom."""
    done = subprocess.run(["pdftotext", "-bbox-layout", "-", "-"], input=pdf, check=True, capture_output=True)
    root = ElementTree.fromstring(done.stdout.decode().replace(' xmlns="http://www.w3.org/1999/xhtml"', ""))
    return [sorted(map(_line, page.iter("line")), key=lambda line: line.top) for page in root.iter("page")]


def _line(node: ElementTree.Element) -> Line:
    edges = (float(node.get(name)) * MM_PER_POINT for name in ("xMin", "yMin", "xMax", "yMax"))
    return Line("".join(word.text or "" for word in node.iter("word")), *edges)


def picture_of(pdf: bytes, page: int) -> Image.Image:
    """A page as a picture."""
    command = ["pdftoppm", "-r", str(DPI), "-f", str(page), "-l", str(page), "-png", "-"]
    return Image.open(BytesIO(subprocess.run(command, input=pdf, check=True, capture_output=True).stdout)).convert(
        "RGB"
    )


def red_box(picture: Image.Image, top_mm: float = 0, bottom_mm: float = 297) -> tuple[float, float, float, float]:
    """Left, top, right, bottom (mm) of what is printed red between two heights."""
    scale = DPI / 25.4
    band = picture.crop((0, int(top_mm * scale), picture.width, int(bottom_mm * scale)))
    red, green, blue = band.split()
    mask = ImageChops.multiply(
        red.point(lambda value: 255 * (value > 150)), green.point(lambda value: 255 * (value < 90))
    )
    mask = ImageChops.multiply(mask, blue.point(lambda value: 255 * (value < 90)))
    left, top, right, bottom = mask.getbbox()
    return left / scale, top / scale + top_mm, right / scale, bottom / scale + top_mm
