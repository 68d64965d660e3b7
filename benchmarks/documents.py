"""Sets minutes of ten pages and a volume of 200: milliseconds, the ratio to WeasyPrint alone, peak memory.

WeasyPrint alone renders the same HTML and CSS, with fonts and style sheet as warm, in turn with ours in the same run.
The volume is set in a process of its own, whose peak is measured. No database is touched.

python -m benchmarks.documents --json
"""

import argparse
import json
import multiprocessing
import os
import resource
import secrets
import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.layout import inline
from weasyprint.text.fonts import FontConfiguration

PLAIN_JUSTIFICATION = inline.justify_line
ROUNDS = 9
SENTENCE = (
    "会议认为,民生实事项目人大代表票决制是践行全过程人民民主的生动实践,应到代表60人,实到58人,符合法定人数;"
    "要坚持群众提、代表决、政府办、人大督,把好项目征集关、初选关、审议关和票决关。"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = measure()
    print(json.dumps(figures) if options.json else "\n".join(f"{name}: {value}" for name, value in figures.items()))


def measure() -> dict[str, Any]:
    _set_up()
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        volume = pool.apply(volume_of_200_pages)
    return _minutes() | volume


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congress_portal.settings")
    os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(60))
    import django  # noqa: PLC0415 - the environment has to be set first

    django.setup()


def _minutes() -> dict[str, Any]:
    from apps.office.documents.rendering import fonts, justification, pdf  # noqa: PLC0415
    from apps.office.documents.rendering.docx import docx_of  # noqa: PLC0415

    tree = _tree_of(10, "minutes", 40)
    configuration = FontConfiguration()
    style = CSS(string=fonts.font_faces() + pdf.STYLE.read_text(), font_config=configuration)

    def ours() -> None:
        inline.justify_line = justification.share_out
        pdf.pdf_of(tree)

    def bare() -> None:
        inline.justify_line = PLAIN_JUSTIFICATION
        HTML(string=pdf.html_of(tree)).write_pdf(stylesheets=[style], font_config=configuration)

    own_ms, bare_ms = _in_turn(ours, bare)
    return {
        "minutes_10_pages_ms": round(own_ms),
        "ratio_to_bare_weasyprint": round(own_ms / bare_ms, 2),
        "docx_ms": round(_milliseconds(lambda: docx_of(tree))),
    }


def _in_turn(first: Callable[[], Any], second: Callable[[], Any]) -> tuple[float, float]:
    """The medians of both, warm, one after the other so that noise of the machine meets both."""
    first(), second()
    pairs = [(_milliseconds(first), _milliseconds(second)) for _ in range(ROUNDS)]
    return statistics.median(one for one, _ in pairs), statistics.median(other for _, other in pairs)


def _milliseconds(act: Callable[[], Any]) -> float:
    start = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - start)


def volume_of_200_pages() -> dict[str, Any]:
    """A bound volume of papers: text and tables."""
    _set_up()
    from apps.office.documents.rendering.pdf import pdf_of  # noqa: PLC0415

    tree = _tree_of(200, "plain", 900)
    start = time.perf_counter()
    pdf_of(tree)
    seconds = round(time.perf_counter() - start, 1)
    return {"volume_200_pages_s": seconds, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}


def _tree_of(pages: int, form: str, guess: int) -> Any:
    """A paper of exactly so many pages: the number of paragraphs is corrected until it fits."""
    from apps.office.documents.rendering.pdf import pdf_of  # noqa: PLC0415

    count = guess
    for _ in range(8):
        made = pdf_of(_paper(form, count)).pages
        if made == pages:
            return _paper(form, count)
        count = max(1, round(count * pages / made)) if abs(made - pages) > 1 else count + (pages - made) * 2
    raise SystemExit(f"no paper of {pages} pages: {made} with {count} paragraphs")


def _paper(form: str, count: int) -> Any:
    from apps.office.documents.rules.tree import (  # noqa: PLC0415
        Column,
        Form,
        Head,
        Names,
        Paragraph,
        Signature,
        Table,
        Tree,
    )

    table = Table((Column("序号"), Column("项目", 5, "left"), Column("得票")),
                  tuple((str(n), f"第{n}号项目道路硬化及照明", "48") for n in range(1, 13)))  # fmt: skip
    blocks = [block for n in range(count) for block in (
        (Paragraph("会议决定", 1), Paragraph(SENTENCE)) if n % 6 else (Paragraph(SENTENCE), table)
    )]  # fmt: skip
    names = Names("出席", tuple(f"代表{n}" for n in range(40)))
    head = Head(mark="青禾镇人大主席团会议纪要", number="青人纪〔2026〕3号")
    return Tree(
        form=Form(form), title="青禾镇第二十届人民代表大会第九次会议纪要", head=head, blocks=(*blocks, names),
        signature=Signature(("青禾镇人大主席团",), date(2026, 3, 20)),
    )  # fmt: skip


if __name__ == "__main__":
    main()
