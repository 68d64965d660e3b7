"""Writes one of every document that can be made to build/samples, from the demo district."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from apps.foundation.core import registry
from apps.foundation.core.registry import DocumentKind
from apps.office.documents.downloads import file_name
from apps.office.documents.rendering.docx import docx_of
from apps.office.documents.rendering.pdf import pdf_of


class Command(BaseCommand):
    help = "把每种可以生成的文书各写一份样张(PDF、Word、表格)到 build/samples(用演示数据)。"

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("demo_load", if_empty=True)
        folder = Path(settings.BASE_DIR) / "build" / "samples"
        folder.mkdir(parents=True, exist_ok=True)
        written = Counter[str]()
        for kind in registry.document_kinds().values():
            for name, content in files_of(kind):
                written[name] += 1
                own = name if written[name] == 1 else f"{written[name]}_{name}"
                (folder / own).write_bytes(content)
                self.stdout.write(f"{kind.title}:{own}")


def files_of(kind: DocumentKind) -> Iterator[tuple[str, bytes]]:
    """Name and content of every sample of a kind: its own files, and its papers as PDF and DOCX."""
    yield from kind.samples() if kind.samples else ()
    for tree in kind.trees() if kind.trees else ():
        yield file_name(tree, "pdf"), pdf_of(tree).content
        yield file_name(tree, "docx"), docx_of(tree)
