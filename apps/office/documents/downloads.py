"""A tree as a file that somebody opens or saves: sheets and lists that are made anew from recorded facts."""

from collections.abc import Sequence
from io import BytesIO

from django.http import FileResponse, Http404

from apps.foundation.core.filenames import file_name_of
from apps.office.documents.rendering.docx import docx_of
from apps.office.documents.rendering.pdf import pdf_of, pdf_of_many
from apps.office.documents.rules.tree import Tree

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def file_name(tree: Tree, ending: str) -> str:
    """The title and, on sheets, what they are of; without what a file system refuses."""
    return file_name_of(f"{tree.title}{tree.subtitle}", ending)


def pdf_response(tree: Tree, *, is_saved: bool = False) -> FileResponse:
    """Shown by the browser, from where it is printed; or saved at once."""
    file, name = BytesIO(pdf_of(tree).content), file_name(tree, "pdf")
    return FileResponse(file, as_attachment=is_saved, filename=name, content_type=PDF)


def merged_pdf_response(trees: Sequence[Tree]) -> FileResponse:
    """Several papers one after the other in one file, for the printer."""
    first = trees[0].title if trees else ""
    name = file_name_of(f"{first}({len(trees)}件)", "pdf")
    return FileResponse(BytesIO(pdf_of_many(trees).content), filename=name, content_type=PDF)


def docx_response(tree: Tree) -> FileResponse:
    return FileResponse(BytesIO(docx_of(tree)), as_attachment=True, filename=file_name(tree, "docx"), content_type=DOCX)


def file_of(tree: Tree, ending: str) -> FileResponse:
    """The tree as the `pdf` or `docx` that an address ends with; Http404 for any other ending."""
    if ending not in ("pdf", "docx"):
        raise Http404
    return docx_response(tree) if ending == "docx" else pdf_response(tree)
