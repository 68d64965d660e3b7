"""Who may enter which page."""

from apps.foundation.core.actors import HANDLER
from apps.foundation.core.audiences import INSIDE, OFFICE

UNIT = frozenset({HANDLER})
AUDIENCES = {
    "supervision_list": INSIDE,
    "supervision_task_list": INSIDE,
    "supervision_criticisms": INSIDE,
    "supervision_assignment": INSIDE | UNIT,
    "supervision_sheets": INSIDE | UNIT,
    "supervision_sheet_paper": INSIDE | UNIT,
    "supervision_report_paper": INSIDE | UNIT,
    "supervision_inbox": OFFICE | UNIT,
    "supervision_acknowledge": OFFICE | UNIT,
    "supervision_report": OFFICE | UNIT,
    "supervision_correct": OFFICE | UNIT,
    "supervision_node": OFFICE | UNIT,
    "supervision_node_take_back": OFFICE | UNIT,
    "supervision_claim": OFFICE | UNIT,
    "supervision_extend": OFFICE | UNIT,
    "supervision_verify": OFFICE | UNIT,
    "supervision_return": OFFICE | UNIT,
    "supervision_close": OFFICE | UNIT,
    "supervision_sheet_answer": OFFICE | UNIT,
    "supervision_*": OFFICE,
}
