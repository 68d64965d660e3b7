"""Lines flush at both edges, as Word and WPS print them.

WeasyPrint stretches a justified line only at its spaces, which Chinese does not have; so a line with digits or a
punctuation mark that may not begin the next line would end ragged. Here what is left over is shared between all
characters of the line (docs/decisions/0007-justification.md).
"""

from typing import Any

from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.layout import inline

MOST = 4
"""Characters: a line that lacks more, before a long address that nothing may break, is left as it is."""


def share_out(context: Any, line: Any, extra_width: float) -> None:
    """Widen the spacing of a laid-out line by `extra_width` px in all, nothing after the last character."""
    texts = [box for box in line.descendants() if isinstance(box, TextBox)]
    gaps = sum(len(box.text) for box in texts) - 1
    if gaps < 1 or extra_width > MOST * line.style["font_size"]:
        return
    spacing, shift = extra_width / gaps, 0.0
    for box in texts:
        own = box.style["letter_spacing"]
        box.style = box.style.copy()
        box.style["letter_spacing"] = (0 if own == "normal" else own) + spacing
        box.position_x += shift
        box.width += spacing * len(box.text)
        shift += spacing * len(box.text)


def install() -> None:
    inline.justify_line = share_out
