"""Acts on submissions: receive, tell, merge, give a new code, withdraw, look at a phone number."""

from apps.congress.matters.services.codes import code_renew, phone_look_up
from apps.congress.matters.services.merging import submission_merge
from apps.congress.matters.services.receiving import Proposer, submission_receive, submission_withdraw
from apps.congress.matters.services.updates import submission_tell

__all__ = [
    "Proposer",
    "code_renew",
    "phone_look_up",
    "submission_merge",
    "submission_receive",
    "submission_tell",
    "submission_withdraw",
]
