"""Counting a closed poll."""

from datetime import datetime
from typing import Any

from django.db import transaction

from apps.congress.ballots import selectors
from apps.congress.ballots.models import ELECTRONIC_METHODS, PAPER_METHODS, Channel, Count, Method, Poll, Stage
from apps.congress.ballots.rules.cases import RULE_FIELDS
from apps.congress.ballots.rules.measures import CountingRules, Model
from apps.congress.ballots.rules.secrecy import canonical, in_order, sha256
from apps.congress.ballots.rules.sheets import Sheet, added, compare, electronic_sheet, issues_before_adding, outcome_of
from apps.congress.ballots.rules.states import Act, move
from apps.congress.ballots.services.box import box_open
from apps.congress.ballots.services.locks import poll_for_change
from apps.congress.ballots.services.records import record
from apps.congress.ballots.services.scrutiny import require_present, require_sworn_list
from apps.congress.ballots.services.signing import sign_off_when_complete
from apps.congress.ballots.signals import poll_counted
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Issue, NotReady, require_ready


@transaction.atomic
def poll_count(*, poll: Poll, by: Actor, at: datetime) -> Count:
    """Count what is in the boxes of a closed poll; paper boxes need two tellers who typed in the same.

    Electronic and paper totals are added by the rules and kept apart in `parts`.
    """
    poll = poll_for_change(poll)
    poll.state = move(poll.state, Act.COUNT)
    require_sworn_list(poll)
    require_present(poll, Stage.CLOSE, at)
    rules = selectors.counting_rules(poll)
    boxes = _boxes(poll, rules, by)
    require_ready(issues_before_adding(boxes))
    total = added(*boxes.values()) if len(boxes) == 2 else next(iter(boxes.values()))
    outcome = outcome_of(rules, total, poll.grades, due=poll.due or 0, present=poll.present or 0).as_dict()
    case = _case(poll, total)
    count = Count.objects.create(
        poll=poll,
        case=case,
        outcome=outcome,
        parts={name: selectors.sheet_dict(sheet) for name, sheet in boxes.items()},
        digest=_digest(case, outcome),
        counted_at=at,
    )
    poll.save(update_fields=["state"])
    record("ballots.poll.counted", on=poll, by=by, digest=count.digest)
    poll_counted.send(sender=Poll, poll=poll, outcome=outcome)
    sign_off_when_complete(poll)
    return count


def _boxes(poll: Poll, rules: CountingRules, by: Actor) -> dict[str, Sheet]:
    # Paper first: a secret box cannot be closed again, and must not be opened while tallies are missing.
    paper = {"paper": _paper_box(poll)} if poll.method in PAPER_METHODS else {}
    boxes = {}
    if poll.method in ELECTRONIC_METHODS:
        boxes["electronic"] = box_open(poll, by=by) if poll.is_secret else _named_box(poll, rules)
    boxes |= paper
    if poll.method == Method.SHOW_OF_HANDS:
        boxes["hands"] = _hands(poll)
    return boxes


def _named_box(poll: Poll, rules: CountingRules) -> Sheet:
    issued = poll.roll.filter(channel=Channel.ELECTRONIC).count()
    return electronic_sheet(rules, selectors.option_names(poll), selectors.stored_ballots(poll), issued=issued)


def _paper_box(poll: Poll) -> Sheet:
    paper = selectors.paper_state(poll)
    if paper.agreed is not None:
        return paper.agreed
    if len(paper.tallies) < 2:
        missing = 2 - len(paper.tallies)
        raise NotReady([Issue("tally_missing", f"纸质票须由两名计票人各录入一次,还差{missing}人。")])
    first, second = map(selectors.sheet_of, paper.tallies)
    labels = "、".join(difference.label for difference in compare(first, second))
    raise NotReady([Issue("tallies_differ", f"两名计票人录入的不一致({labels}),请核对选票后都重新录入。")])


def _hands(poll: Poll) -> Sheet:
    tally = poll.tallies.order_by("-attempt").first()
    if tally is None:
        raise NotReady([Issue("hands_missing", "尚未录入举手表决的人数。")])
    return selectors.sheet_of(tally)


def _case(poll: Poll, total: Sheet) -> dict[str, Any]:
    """Everything the result follows from, as `manage.py recount` reads it."""
    case = {field: getattr(poll, field) or None for field in (*RULE_FIELDS, "grades", "due", "present")}
    case |= {"issued": total.issued, "received": total.received, "void": total.void, "items": list(total.items)}
    if poll.model != Model.PREFERENCE:
        del case["score_rule"]
    if poll.method == Method.NAMED:
        # In an order of their own: whoever recounts them learns nothing from the order of the roll.
        case["ballots"] = in_order(selectors.stored_ballots(poll))
    if poll.method == Method.SECRET:
        case["ballots"] = poll.box.choices
    return {field: value for field, value in case.items() if value is not None or field in {"quorum", "threshold"}}


def _digest(case: dict[str, Any], outcome: dict[str, Any]) -> str:
    return sha256(canonical([case, outcome]))
