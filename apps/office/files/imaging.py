"""Pictures are drawn anew: nothing hidden in them stays (place, device, comments), upright as they were taken."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import IO

from PIL import Image, ImageFile, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
KEPT = {"JPEG": ("JPEG", ".jpg"), "MPO": ("JPEG", ".jpg"), "WEBP": ("WEBP", ".webp")}
PIXEL_LIMIT = 24_000_000
JPEG_PIXEL_LIMIT = 110_000_000
JPEG_EDGE = 2400
"""A JPEG is decoded at a half, a quarter or an eighth while both edges stay above this: memory stays small. Of a
progressive one the whole is kept, so it counts like any other format.
"""
THUMBNAIL_EDGE = 400
_strict = Lock()


class NotAPicture(Exception):
    """The bytes cannot be drawn; the message is the Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A picture and its thumbnail, both free of metadata."""

    content: bytes
    content_type: str
    suffix: str
    thumbnail: bytes


def redraw(stream: IO[bytes]) -> Redrawn:
    """Draw a picture anew. Only its first frame is kept. Raises NotAPicture."""
    picture = _opened(stream)
    form, suffix = KEPT.get(picture.format or "", ("PNG", ".png"))
    upright = _upright(picture, form)
    return Redrawn(_encoded(upright, form), f"image/{form.lower()}", suffix, _thumbnail(upright))


def _opened(stream: IO[bytes]) -> Image.Image:
    stream.seek(0)
    try:
        picture = Image.open(stream, formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise NotAPicture(_too_large()) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise NotAPicture("内容不是图片或图片已损坏,请重新选择。") from error
    is_small_in_memory = picture.format in {"JPEG", "MPO"} and not picture.info.get("progressive")
    if picture.width * picture.height > (JPEG_PIXEL_LIMIT if is_small_in_memory else PIXEL_LIMIT):
        raise NotAPicture(_too_large())
    picture.draft("RGB", (JPEG_EDGE, JPEG_EDGE))
    return picture


def _too_large() -> str:
    jpeg, other = JPEG_PIXEL_LIMIT // 10_000, PIXEL_LIMIT // 10_000
    return f"图片像素过多(JPG 不超过 {jpeg} 万,其他格式不超过 {other} 万),请缩小后再上传。"


def _upright(picture: Image.Image, form: str) -> Image.Image:
    try:
        with _strictly():
            picture.load()
        upright = ImageOps.exif_transpose(picture)
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise NotAPicture("图片已损坏或没有传完,请重新选择。") from error
    return upright.convert("RGBA" if form != "JPEG" and upright.has_transparency_data else "RGB")


@contextmanager
def _strictly() -> Iterator[None]:
    """Broken pictures are errors here, although WeasyPrint tells Pillow to draw whatever is there."""
    with _strict:
        lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _encoded(picture: Image.Image, form: str) -> bytes:
    out = BytesIO()
    picture.info.clear()
    picture.save(out, form, **({} if form == "PNG" else {"quality": 88}))
    return out.getvalue()


def _thumbnail(picture: Image.Image) -> bytes:
    small = picture.copy()
    small.thumbnail((THUMBNAIL_EDGE, THUMBNAIL_EDGE))
    backed = Image.new("RGB", small.size, "white")
    backed.paste(small, mask=small.getchannel("A") if small.mode == "RGBA" else None)
    return _encoded(backed, "JPEG")
