"""In the making."""

from apps.office.documents.rules.tree import Tree


def docx_of(tree: Tree, *, qr: bytes | None = None, verify_line: str = "") -> bytes:
    return b""
