"""Where a recommendation stands, and whom a candidate might be in the register of people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from apps.foundation.core.errors import Issue
from apps.foundation.people.models import Mandate, MandateState, Person, Term
from apps.office.files.models import Attachment
from apps.systems.street_deliberations.models import (
    Candidate,
    CandidateState,
    CandidateStep,
    Channel,
    JointOpinion,
    QuotaLine,
    Seat,
)
from apps.systems.street_deliberations.rules import matching, quotas, states
from apps.systems.street_deliberations.rules.conditions import issues_with_person
from apps.systems.street_deliberations.rules.matching import Known, Match
from apps.systems.street_deliberations.selectors.seats import standing_of

NEEDED = ("sex", "ethnic_group", "party", "education", "workplace", "category", "occupation", "tie_place", "merits")
SERVING_TONES = {"在任": "green", "暂停": "orange", "终止": "secondary"}
TONES = {
    CandidateState.DRAFT: "secondary", CandidateState.FIRST_REVIEW: "blue", CandidateState.JOINT_REVIEW: "blue",
    CandidateState.PARTY_REVIEW: "blue", CandidateState.PUBLIC_NOTICE: "orange", CandidateState.DETERMINED: "green",
    CandidateState.REJECTED: "red", CandidateState.WITHDRAWN: "secondary", CandidateState.OBJECTION_HOLD: "red",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OrganLine:
    """One organ of the joint review with its opinion, None while it is awaited."""

    organ: str
    opinion: JointOpinion | None


def organ_lines(candidate: Candidate) -> list[OrganLine]:
    said = {opinion.organ: opinion for opinion in candidate.opinions.all()}  # the last of an organ holds
    wanted = dict.fromkeys((*candidate.conditions.organs, *said))
    return [OrganLine(organ, said.get(organ)) for organ in wanted]


def steps_of(candidate: Candidate) -> list[tuple[CandidateStep, list[Attachment]]]:
    """Every step of the way with its files; two queries."""
    steps = list(candidate.steps.all())
    files: dict[int, list[Attachment]] = {}
    label = CandidateStep._meta.label_lower
    for attachment in Attachment.objects.filter(parent_label=label, parent_id__in=[step.pk for step in steps]):
        files.setdefault(attachment.parent_id, []).append(attachment)
    return [(step, files.get(step.pk, [])) for step in steps]


def missing_organs(candidate: Candidate) -> tuple[str, ...]:
    return tuple(line.organ for line in organ_lines(candidate) if line.opinion is None)


def awaited_opinions(term: Term) -> dict[str, list[Candidate]]:
    """Organ -> those in the joint review about whom it has not said anything yet."""
    people = Candidate.objects.filter(term=term, state=CandidateState.JOINT_REVIEW).with_line()
    found: dict[str, list[Candidate]] = {}
    for candidate in people.prefetch_related("opinions").order_by("line__number", "pk"):
        for organ in missing_organs(candidate):
            found.setdefault(organ, []).append(candidate)
    return found


def vetoing_organ(candidate: Candidate) -> str:
    return next((line.organ for line in organ_lines(candidate) if line.opinion and line.opinion.is_veto), "")


def issues_with_conditions(candidate: Candidate, on: date) -> list[Issue]:
    return list(
        issues_with_person(
            name=candidate.name, born_on=candidate.born_on, tie_since=candidate.tie_since,
            nationality=candidate.nationality, conditions=candidate.conditions, on=on,
        )
    )  # fmt: skip


def issues_with_line(line: QuotaLine, vacancy: Seat | None, on: date) -> list[Issue]:
    standing = standing_of(line, on)
    return list(
        quotas.issues_with_line(
            name=line.name, seats=line.seats, taken=standing.taken, vacated=standing.vacated,
            names_vacancy=vacancy is not None, closed_community=line.closed_on(on),
        )
    )  # fmt: skip


def issues_before_submitting(candidate: Candidate, on: date) -> list[Issue]:
    """What is missing in a 推荐登记表 before it goes to the first review."""
    return [*_missing(candidate), *issues_with_conditions(candidate, on),
            *issues_with_line(candidate.line, candidate.vacancy, on)]  # fmt: skip


def _missing(candidate: Candidate) -> Iterator[Issue]:
    labels = {field.name: str(field.verbose_name) for field in Candidate._meta.fields}
    empty = [labels[name] for name in NEEDED if not getattr(candidate, name)]
    if empty:
        yield Issue("fields", f"推荐登记表还没有填写{'、'.join(empty)}。")
    if candidate.channel != Channel.SELF and not (candidate.recommender and candidate.recommender_opinion):
        yield Issue("recommender", "组织推荐的,请填写推荐单位和推荐单位意见。")


def match_of(candidate: Candidate) -> Match:
    """Whom the register knows; what somebody chose before stands."""
    if candidate.person_id:
        return Match(matching.SAME, (candidate.person_id,))
    if candidate.is_new_person:
        return Match(matching.NEW)
    found = Person.objects.filter(
        Q(area__path__startswith=_district_path(candidate), name=candidate.name)
        | (Q(identity_index=candidate.identity_index) & ~Q(identity_index=""))
    )
    known = [Known(one.pk, one.name, one.born_on, one.identity_index, one.phone) for one in found.order_by("pk")]
    return matching.match(
        name=candidate.name, born_on=candidate.born_on, identity=candidate.identity_index, phone=candidate.phone,
        known=known,
    )  # fmt: skip


def sits_already(candidate: Candidate, people: tuple[int, ...], on: date) -> bool:
    """Whether the person found holds a seat of this term today."""
    held = Mandate.objects.filter(term=candidate.term_id, person__in=people)
    return (
        len(people) == 1
        and (held.in_state(MandateState.SERVING, on) | held.in_state(MandateState.SUSPENDED, on)).exists()
    )


def standing_label(candidate: Candidate, on: date) -> str:
    """The state as offices say it: a determined person serves, or has ended."""
    if candidate.state != states.DETERMINED:
        return candidate.get_state_display()
    seat = getattr(candidate, "seat", None)
    if seat is None:
        return candidate.get_state_display()
    status = next((one for one in seat.mandate.statuses.all() if one.in_force(on)), None)
    words = {MandateState.SERVING: "在任", MandateState.SUSPENDED: "暂停", MandateState.ENDED: "终止"}
    return words[MandateState(status.state)] if status else candidate.get_state_display()


def tone_of(candidate: Candidate, on: date) -> str:
    return SERVING_TONES.get(standing_label(candidate, on)) or TONES[CandidateState(candidate.state)]


def _district_path(candidate: Candidate) -> str:
    """People of the same district: a representative may be a district deputy registered elsewhere."""
    area = candidate.term.body.area
    return area.path[: len(area.path) - area.steplen] or area.path
