"""Who may enter which page."""

from apps.foundation.core.actors import HANDLER
from apps.foundation.core.audiences import INSIDE, MEMBERS, OFFICE, PUBLIC, SIGNED_IN

SUBMISSIONS = {
    "matters_choose": PUBLIC,
    "matters_tell": PUBLIC,
    "matters_done": PUBLIC,
    "matters_mine": PUBLIC,
    "matters_mine_of": PUBLIC,
    "matters_mine_photo": PUBLIC,
    "matters_mine_withdraw": PUBLIC,
    "matters_list": INSIDE,
    "matters_submission": INSIDE | MEMBERS,
    "matters_submission_*": OFFICE,
    "matters_enter": OFFICE,
    "matters_posters": OFFICE,
    "matters_poster": OFFICE,
    "matters_brought": MEMBERS,
    "matters_collect": MEMBERS,
}
WRITING = {
    "matters_matter": SIGNED_IN,
    "matters_paper": SIGNED_IN,
    "matters_paper_docx": SIGNED_IN,
    "matters_own": MEMBERS,
    "matters_write": MEMBERS,
    "matters_change": MEMBERS,
    "matters_ask": MEMBERS,
    "matters_sign": MEMBERS,
    "matters_unsign": MEMBERS,
    "matters_submit": MEMBERS,
    "matters_withdraw": OFFICE | MEMBERS,
    "matters_accept": OFFICE,
    "matters_return": OFFICE,
    "matters_refuse": OFFICE,
    "matters_arrange": OFFICE,
    "matters_merge": OFFICE,
    "matters_settle": OFFICE,
    "matters_pass_on": OFFICE,
    "matters_hand_over": OFFICE,
    "matters_sorting": OFFICE,
    "matters_sort": OFFICE,
    "matters_bulk": OFFICE,
    "matters_batch": INSIDE,
    "matters_batch_live": INSIDE,
    "matters_print": OFFICE,
    "matters_summary": INSIDE,
}
HANDLING = {
    "matters_handling": INSIDE | MEMBERS | {HANDLER},
}
AFTER: dict[str, frozenset[str]] = {}
LISTS: dict[str, frozenset[str]] = {}
AUDIENCES = {**SUBMISSIONS, **WRITING, **HANDLING, **AFTER, **LISTS}
