"""What may be attached: told by a file's content, never by its name or by what the browser says.

A dozen kinds need no library of signatures: the general ones cannot tell a DOCX from any other ZIP.
"""

import re
import unicodedata
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile

OOXML = "application/vnd.openxmlformats-officedocument"
IMAGE_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".heic", ".tif", ".tiff"}
OFFICE_FOLDERS = {
    "word/": (".docx", f"{OOXML}.wordprocessingml.document"),
    "xl/": (".xlsx", f"{OOXML}.spreadsheetml.sheet"),
    "ppt/": (".pptx", f"{OOXML}.presentationml.presentation"),
}
OLD_OFFICE = {
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
    ".wps": "application/vnd.ms-works",
    ".et": "application/vnd.ms-excel",
}
TAKEN_SUFFIXES = {".pdf", ".txt", *OLD_OFFICE, *(suffix for suffix, _ in OFFICE_FOLDERS.values())}
CONTENT_TYPES, TEMPLATE_LINKS = "[Content_Types].xml", ("word/_rels/settings.xml.rels",)
DECLARED_LIMIT = 1 << 20
BROKEN = (BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError, EOFError, RuntimeError, OSError, zlib.error)
"""What zipfile says of files that are none, are cut off, or need a password."""
_MACROS = re.compile(
    rb"vbaProject|macroEnabled|attachedTemplate[^>]*External|External[^>]*attachedTemplate", re.IGNORECASE
)
_OLD_MACROS = "_VBA_PROJECT".encode("utf-16-le")
IMAGE_HEADS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"BM")
ALLOWED = "图片(JPG、PNG、WebP、GIF、BMP)、PDF、Word、Excel、PowerPoint、WPS 文档和 TXT 文本"
NAME_LIMIT = 120
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is. The suffix is the one that its content deserves."""

    content_type: str
    suffix: str
    is_image: bool = False


def safe_name(name: str, suffix: str) -> str:
    """The last part of the name without control or direction characters, ending in `suffix`."""
    plain = unicodedata.normalize("NFC", name.replace("\\", "/")).rsplit("/", 1)[-1]
    stem = _UNSAFE.sub("", PurePosixPath(plain).stem if "." in plain.strip(".") else plain).strip(" .")
    return (stem or "附件")[: NAME_LIMIT - len(suffix)] + suffix


def suffix_of(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def kind_of(name: str, stream: IO[bytes]) -> Kind | None:
    """The kind of a file by its content, None where it is none that may be attached."""
    stream.seek(0)
    head = stream.read(64)
    if head.startswith(IMAGE_HEADS) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return Kind("image/*", suffix_of(name), is_image=True)
    if head.startswith(b"%PDF-"):
        return Kind("application/pdf", ".pdf")
    if head.startswith(b"PK\x03\x04"):
        return _office_kind(stream)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        suffix = suffix_of(name)
        return Kind(OLD_OFFICE[suffix], suffix) if suffix in OLD_OFFICE and not _has_old_macros(stream) else None
    return Kind("text/plain", ".txt") if suffix_of(name) == ".txt" and _is_text(stream) else None


def _office_kind(stream: IO[bytes]) -> Kind | None:
    """DOCX, XLSX and PPTX are told by their folders; documents with macros and other ZIP files are none.

    Macros may lie under any name, but must be declared; a template from elsewhere brings macros when it is opened.
    """
    try:
        with ZipFile(stream) as archive:
            members = archive.namelist()
            declared = b"".join(
                _beginning(archive, name) for name in (CONTENT_TYPES, *TEMPLATE_LINKS) if name in members
            )
    except BROKEN:
        return None
    if CONTENT_TYPES not in members or any(member.endswith("vbaProject.bin") for member in members):
        return None
    if _MACROS.search(declared.replace(b"\x00", b"")):
        return None
    found = [kind for folder, kind in OFFICE_FOLDERS.items() if any(name.startswith(folder) for name in members)]
    return Kind(found[0][1], found[0][0]) if found else None


def _beginning(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        return member.read(DECLARED_LIMIT)


def _has_old_macros(stream: IO[bytes]) -> bool:
    """The streams of the old formats bear their names in two bytes a letter."""
    stream.seek(0)
    return _OLD_MACROS in stream.read()


def _is_text(stream: IO[bytes]) -> bool:
    stream.seek(0)
    content = stream.read()
    if b"\x00" in content:
        return False
    return any(_decodes(content, encoding) for encoding in ("utf-8", "gb18030"))


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def refusal(name: str, kind: Kind | None) -> str:
    """The sentence that refuses a file by its kind; "" where it may be attached."""
    claimed = suffix_of(name)
    if claimed in IMAGE_SUFFIXES and not (kind and kind.is_image):
        return f"“{name[:60]}”的内容不是可用的图片,请上传 JPG、PNG、WebP、GIF 或 BMP 图片(苹果手机请选“兼容性最佳”)。"
    if kind is None and claimed in TAKEN_SUFFIXES:
        return f"“{name[:60]}”的内容与扩展名不符、已经损坏,或者带宏、加了密码。请打开核对,另存以后重新上传。"
    if kind is None:
        return f"“{name[:60]}”不是可以上传的文件。可上传:{ALLOWED};带宏的文档和压缩包不能上传。"
    if not kind.is_image and claimed != kind.suffix:
        return f"“{name[:60]}”的内容与扩展名不符,请确认文件后用正确的扩展名({kind.suffix})重新上传。"
    return ""
