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
}
HANDLING = {
    "matters_handling": INSIDE | MEMBERS | {HANDLER},
    "matters_handling_letter": INSIDE | MEMBERS | {HANDLER},
    "matters_handling_waive": MEMBERS,
    "matters_handling_grant": OFFICE,
    "matters_handling_decline": OFFICE,
    "matters_handling_reassign": OFFICE,
    "matters_handling_*": frozenset({HANDLER}),
    "matters_inbox": frozenset({HANDLER}),
    "matters_letterhead": frozenset({HANDLER}),
    "matters_returns": INSIDE,
}
AFTER: dict[str, frozenset[str]] = {}
LISTS = {
    "matters_items": INSIDE,
}
AUDIENCES = {**SUBMISSIONS, **WRITING, **HANDLING, **AFTER, **LISTS}
