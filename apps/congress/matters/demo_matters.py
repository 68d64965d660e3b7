"""Suggestions and opinions of 示例区 in different states, brought about by the services alone. All invented."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from apps.congress.matters import demo
from apps.congress.matters.models import Matter, Submission
from apps.congress.matters.rules.refusals import ELSEWHERE
from apps.congress.matters.selectors.routing import deputies_above
from apps.congress.matters.services.handing_over import PartDraft, matter_hand_over
from apps.congress.matters.services.matter_merging import matter_merge
from apps.congress.matters.services.reviewing import matter_accept, matter_refuse, matter_return, request_open
from apps.congress.matters.services.routing import (
    matter_pass_as_reference,
    matter_pass_to_deputy,
    matter_settle_on_spot,
)
from apps.congress.matters.services.signing import matter_sign
from apps.congress.matters.services.submitting import matter_withdraw, suggestion_submit
from apps.congress.matters.services.writing import SuggestionDraft, suggestion_create
from apps.foundation.core.actors import DEPUTY, REPRESENTATIVE, Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Area, Unit
from apps.foundation.people.models import Person, Term

INVENTED: list[dict[str, Any]] = json.loads(Path(__file__).with_name("demo_matters.json").read_text())
CLOSING = {"spot": matter_settle_on_spot, "reference": matter_pass_as_reference}


def load(at: datetime) -> None:
    """What people brought, then what members put forward, in the order in which it came."""
    demo.load(at)
    written: dict[str, Matter] = {}
    for sketch in sorted(INVENTED, key=lambda one: -one["days"]):
        written[sketch["key"]] = _brought(sketch, at)
    acts = [(act[1], sketch, act) for sketch in INVENTED for act in sketch["then"]]
    for days, sketch, act in sorted(acts, key=lambda one: -one[0]):
        _acted(written[sketch["key"]], act, sketch, written, at - timedelta(days=days))
    _request(at)


def _brought(sketch: dict[str, Any], at: datetime) -> Matter:
    """Written, signed, and handed in unless it stays a draft."""
    term, begun = _term(sketch["town"]), at - timedelta(days=sketch["days"], hours=2)
    by = _member(term, sketch["by"])
    matter = suggestion_create(
        term=term, draft=SuggestionDraft(sketch["title"], sketch["text"], sketch["category"]),
        ask=[_person(term, one) for one in sketch.get("ask", ())], by=by, at=begun,
    )  # fmt: skip
    for one in sketch.get("sign", ()):
        matter_sign(matter=matter, revision=1, by=_member(term, one), at=begun + timedelta(minutes=30))
    return matter if sketch.get("draft") else suggestion_submit(matter=matter, by=by, at=begun + timedelta(hours=2))


def _acted(matter: Matter, act: list[Any], sketch: dict[str, Any], written: dict[str, Matter], at: datetime) -> None:
    name, words = act[0], act[2] if len(act) > 2 else ""
    by = demo.acting(demo.STAFF_OF[sketch["town"]], at)
    if name == "accept":
        matter_accept(matter=matter, by=by, at=at)
    elif name == "hand_over":
        parts = [PartDraft(_unit(unit), role) for unit, role in words]
        matter_hand_over(matter=matter, parts=parts, requirements=act[3], by=by, at=at)
    elif name == "return":
        matter_return(matter=matter, reason=words, by=by, at=at)
    elif name == "refuse":
        matter_refuse(matter=matter, ground=words, sentence=ELSEWHERE[words], by=by, at=at)
    elif name == "withdraw":
        matter_withdraw(matter=matter, reason=words, by=_member(_term(sketch["town"]), sketch["by"]), at=at)
    elif name == "merge":
        matter_merge(matter=matter, into=written[words], reason=act[3], by=by, at=at)
    elif name == "deputy":
        seat = deputies_above(matter, local_day(at)).get(person__user__username="qudaibiao")
        matter_pass_to_deputy(matter=matter, deputy=seat, note=words, by=by, at=at)
    else:
        CLOSING[name](matter=matter, sentence=words, by=by, at=at)


def _request(at: datetime) -> None:
    """One resident's sentence that a unit has to answer."""
    rows = Submission.objects.standing().filter(matter__isnull=True, purpose="", series__area__name="青禾镇")
    found = rows.filter(place="青禾农贸市场").first()
    if found is None:
        return
    by, day = demo.acting("qinghe", at), max(found.received_at, at - timedelta(days=5))
    values = {"term": _term("青禾镇"), "title": found.excerpt(40), "text": found.text, "category": "其他"}
    matter = request_open(submission=found, **values, by=by, at=day)
    matter_hand_over(matter=matter, parts=[PartDraft(_unit("青禾镇规划建设管理办公室"))], by=by, at=day)


def _term(town: str) -> Term:
    area = Area.objects.get(name=town, is_demo=True)
    return Term.objects.select_related("body__area").get(body__area=area, ended_on__isnull=True)


def _person(term: Term, who: str | int) -> Person:
    """By account, or the nth of the term by pinyin."""
    if isinstance(who, str):
        return Person.objects.get(user__username=who)
    return Person.objects.filter(mandates__term=term).order_by("pinyin", "pk")[who]


def _member(term: Term, who: str | int) -> Actor:
    person, is_street = _person(term, who), term.body.is_street_body
    role = REPRESENTATIVE if is_street else DEPUTY
    title = f"{term.body.name}代表"
    return Actor(
        person.name, role, user_id=person.user_id, person_id=person.pk, body_ids=(term.body_id,), role_title=title
    )


def _unit(name: str) -> Unit:
    return Unit.objects.get(name=name)
