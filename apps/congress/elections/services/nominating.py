"""Putting names down, standing for them, answering and taking back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from apps.congress.elections.models import Answer, Consent, Election, Nomination, Signature, Source, State
from apps.congress.elections.rules.signing import deadline_issue, nominees_issue, presidium_issue
from apps.congress.elections.rules.states import move
from apps.congress.elections.selectors import nominees, rules_here
from apps.congress.elections.services.records import election_locked, record
from apps.congress.elections.services.telling import tell_asked, tell_nominee
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day, years_of
from apps.foundation.core.errors import Conflict, DomainError, Issue, NotAllowed, WrongState, require_ready
from apps.foundation.core.permissions import may, require
from apps.foundation.people.models import Person

ADULT = 18
"""Years; who is younger has no right to stand (宪法 art. 34)."""


@dataclass(frozen=True, slots=True)
class NomineeDraft:
    """A nominee as typed; for somebody of the register empty particulars are taken from there."""

    name: str
    person: Person | None = None
    sex: str = ""
    ethnic_group: str = ""
    born_on: date | None = None
    party: str = ""
    post_now: str = ""
    introduction: str = ""


@transaction.atomic
def nominate(
    *, election: Election, draft: NomineeDraft, ask: Iterable[Person] = (), by: Actor, at: datetime
) -> Nomination:
    """Put a name down: the office for the presidium, a deputy as the first of those who stand for it.

    `ask` are deputies whom the first deputy asks to co-sign. Raises NotReady with all that stands against it.
    """
    election = election_locked(election)
    move(election.state, "nominate")
    if election.is_question:
        raise WrongState("辞职、罢免事项不提名候选人。")
    is_deputy = not may(by, "elections.manage", election)
    if is_deputy:
        _require_deputy(election, by, at)
    require_ready(
        [
            *_deadline(election, is_deputy, at),
            *_nominee_issues(election, draft, local_day(at)),
            *_number_issues(election, is_deputy, by),
        ]
    )
    nomination = _save(election, draft, Source.DEPUTIES if is_deputy else Source.PRESIDIUM, by, at)
    record("elections.nomination.made", election, by, on=nomination, name=nomination.name, post=election.post)
    if is_deputy:
        Signature.objects.create(
            election=election,
            nomination=nomination,
            person_id=by.person_id or 0,
            consent=Consent.SIGNED,
            answered_at=at,
        )
        _ask(nomination, ask, by, at)
    _tell_when_complete(nomination, by, at)
    return nomination


@transaction.atomic
def colleagues_ask(*, nomination: Nomination, people: Iterable[Person], by: Actor, at: datetime) -> Nomination:
    """The first deputy asks more colleagues to co-sign; who was asked before is not asked again."""
    election, nomination = _standing(nomination, by, at)
    if nomination.lead_id != by.person_id:
        raise NotAllowed("只有领衔提名的代表可以请其他代表附议。")
    asked = set(nomination.signatures.values_list("person_id", flat=True))
    new = [person for person in people if person.pk not in asked]
    if not new:
        raise DomainError("请至少选择一名还没有请过的代表。")
    _ask(nomination, new, by, at)
    record("elections.nomination.asked", election, by, on=nomination, name=nomination.name, number=len(new))
    return nomination


@transaction.atomic
def nomination_sign(*, nomination: Nomination, by: Actor, at: datetime) -> Signature:
    """A deputy stands for a nominee. Raises NotReady beyond as many nominees as there are seats."""
    election, nomination = _standing(nomination, by, at)
    signature = nomination.signatures.filter(person=by.person_id).first()
    if signature and signature.consent == Consent.SIGNED:
        raise Conflict(f"您已附议提名{nomination.name},无须再办理。")
    require_ready(nominees_issue(nominees.signed_for(election, by.person_id or 0), election.seats))
    signature = _consent(election, nomination, signature, Consent.SIGNED, by, at)
    record("elections.nomination.signed", election, by, on=nomination, name=nomination.name)
    _tell_when_complete(nomination, by, at)
    return signature


@transaction.atomic
def nomination_unsign(*, nomination: Nomination, by: Actor, at: datetime) -> Signature:
    """A deputy who was asked refuses, or one who signed takes it back before the deadline."""
    election, nomination = _standing(nomination, by, at)
    signature = nomination.signatures.filter(person=by.person_id).first()
    if nomination.lead_id == by.person_id:
        raise DomainError("您是领衔提名的代表。不再提名的,请撤回这项提名。")
    if signature is None or signature.consent in {Consent.REFUSED, Consent.WITHDRAWN}:
        raise Conflict("您目前没有附议这项提名。")
    consent = Consent.WITHDRAWN if signature.consent == Consent.SIGNED else Consent.REFUSED
    signature = _consent(election, nomination, signature, consent, by, at)
    record("elections.nomination.unsigned", election, by, on=nomination, name=nomination.name)
    return signature


@transaction.atomic
def nominee_answer(*, nomination: Nomination, accepts: bool, by: Actor, at: datetime) -> Nomination:
    """The nominee accepts or declines, or the office enters what they said."""
    election = election_locked(nomination.election)
    nomination = _fresh(nomination, election)
    require(by, "elections.answer", nomination, otherwise="是否接受提名由被提名人本人表示,或由工作人员登记。")
    move(election.state, "answer")
    if nomination.withdrawn_at:
        raise WrongState("这项提名已经撤回,无须再表态。")
    if accepts and nomination.answer == Answer.DECLINED:
        require_ready(_return_issues(nomination))
    nomination.answer = Answer.ACCEPTED if accepts else Answer.DECLINED
    nomination.answered_at = at
    nomination.save(update_fields=["answer", "answered_at"])
    record("elections.nomination.answered", election, by, on=nomination, name=nomination.name,
           answer=nomination.get_answer_display())  # fmt: skip
    return nomination


@transaction.atomic
def nomination_withdraw(*, nomination: Nomination, reason: str, by: Actor, at: datetime) -> Nomination:
    """Take a name back before the candidates are fixed: the first deputy their own, the office any, with a reason."""
    election = election_locked(nomination.election)
    nomination = _fresh(nomination, election)
    require(by, "elections.withdraw_nomination", nomination, otherwise="只有领衔提名的代表或者工作人员可以撤回提名。")
    move(election.state, "withdraw_nomination")
    if nomination.withdrawn_at:
        raise Conflict("这项提名已经撤回,无须再办理。")
    if not reason.strip():
        raise DomainError("请写明撤回理由。")
    nomination.withdrawn_at, nomination.withdraw_reason = at, reason.strip()
    nomination.save(update_fields=["withdrawn_at", "withdraw_reason"])
    record("elections.nomination.withdrawn", election, by, on=nomination, name=nomination.name,
           reason=nomination.withdraw_reason)  # fmt: skip
    return nomination


@transaction.atomic
def motion_sign(*, election: Election, signs: bool, by: Actor, at: datetime) -> Signature:
    """A deputy joins a motion of removal, or takes their name back, before the deadline."""
    election = election_locked(election)
    _require_deputy(election, by, at)
    if not election.is_question or election.state != State.NOMINATING:
        raise WrongState("目前不征集联名。请刷新页面,按当前状态办理。")
    require_ready(deadline_issue(election.nominate_by, at))
    signature = election.signatures.filter(nomination=None, person=by.person_id).first()
    has_signed = signature is not None and signature.consent == Consent.SIGNED
    if has_signed == signs:
        raise Conflict("您已参加联名,无须再办理。" if signs else "您目前没有参加联名。")
    signature = _consent(election, None, signature, Consent.SIGNED if signs else Consent.WITHDRAWN, by, at)
    record("elections.motion.signed" if signs else "elections.motion.unsigned", election, by)
    return signature


def _standing(nomination: Nomination, by: Actor, at: datetime) -> tuple[Election, Nomination]:
    """Both rows, locked, where a deputy may still answer to a joint nomination."""
    election = election_locked(nomination.election)
    nomination = _fresh(nomination, election)
    _require_deputy(election, by, at)
    move(election.state, "nominate")
    require_ready(deadline_issue(election.nominate_by, at))
    if nomination.source != Source.DEPUTIES:
        raise DomainError("这项提名不是代表联合提名,无须附议。")
    if nomination.withdrawn_at or nomination.answer == Answer.DECLINED:
        raise WrongState(f"对{nomination.name}的提名已不再有效,不能附议。请刷新页面。")
    return election, nomination


def _fresh(nomination: Nomination, election: Election) -> Nomination:
    nomination = Nomination.objects.select_for_update(of=("self",)).get(pk=nomination.pk)
    nomination.election = election
    return nomination


def _require_deputy(election: Election, by: Actor, at: datetime) -> None:
    if not rules_here.is_deputy(election.term, by.person_id, local_day(at)):
        raise NotAllowed(f"只有{election.body.name}的在任代表可以提名、附议。")


def _number_issues(election: Election, is_deputy: bool, by: Actor) -> list[Issue]:
    if is_deputy:
        return nominees_issue(nominees.signed_for(election, by.person_id or 0), election.seats)
    return presidium_issue(nominees.presidium_named(election), election.seats)


def _return_issues(nomination: Nomination) -> list[Issue]:
    """A name that was declined went back to those who had put it down; some may have given it to others."""
    election = nomination.election
    if nomination.source == Source.PRESIDIUM:
        return presidium_issue(nominees.presidium_named(election), election.seats)
    full = nominees.signed_for_too_many(nomination)
    sentence = f"{'、'.join(full)}已改为提名、附议他人,达到应选名额{election.seats}名,不能再改为接受提名。"
    return [Issue("signers_full", sentence)] if full else []


def _deadline(election: Election, is_deputy: bool, at: datetime) -> list[Issue]:
    return deadline_issue(election.nominate_by, at) if is_deputy else []


def _nominee_issues(election: Election, draft: NomineeDraft, on: date) -> list[Issue]:
    issues, name = [], draft.name.strip()
    if not name:
        issues.append(Issue("no_name", "请填写被提名人姓名。"))
    if draft.born_on and draft.born_on > on:
        issues.append(Issue("born_in_future", "出生日期在今天以后,请核对。"))
    elif draft.born_on and years_of(draft.born_on, on) < ADULT:
        issues.append(Issue("too_young", f"按出生日期,{name}未满{ADULT}周岁,没有被选举权,请核对出生日期。"))
    if election.deputies_only and not rules_here.is_deputy(
        election.term, draft.person.pk if draft.person else None, on
    ):
        issues.append(Issue("no_deputy", f"{election.post}须从本级人大代表中选举,请从代表名单中选择被提名人。"))
    if election.nominations.filter(name=name, withdrawn_at=None).exists():
        sentence = f"{name}已被提名,请直接附议。如系同名的另一人,请在姓名后注明,如“{name}(女)”。"
        issues.append(Issue("nominated", sentence))
    return issues


def _save(election: Election, draft: NomineeDraft, source: str, by: Actor, at: datetime) -> Nomination:
    person = draft.person
    values = {
        "sex": draft.sex or (person.sex if person else ""),
        "ethnic_group": draft.ethnic_group or (person.ethnic_group if person else ""),
        "born_on": draft.born_on or (person.born_on if person else None),
        "party": draft.party or (person.party if person else ""),
        "post_now": draft.post_now or (person.workplace if person else ""),
        "introduction": draft.introduction.strip(),
    }
    lead_id = by.person_id if source == Source.DEPUTIES else None
    try:
        with transaction.atomic():
            return Nomination.objects.create(
                election=election, source=source, person=person, name=draft.name.strip(), lead_id=lead_id,
                nominated_at=at, **values,
            )  # fmt: skip
    except IntegrityError as error:
        raise Conflict(f"{draft.name.strip()}刚被他人提名,请刷新页面后直接附议。") from error


def _ask(nomination: Nomination, ask: Iterable[Person], by: Actor, at: datetime) -> None:
    election = nomination.election
    serving = {seat.person_id for seat in rules_here.deputies_of(election.term, local_day(at))}
    people = {person.pk for person in ask} & serving - {by.person_id}
    Signature.objects.bulk_create(
        Signature(election=election, nomination=nomination, person_id=pk) for pk in sorted(people)
    )
    tell_asked(nomination, people, by=by, at=at)


def _consent(
    election: Election, nomination: Nomination | None, signature: Signature | None, consent: str, by: Actor,
    at: datetime,
) -> Signature:  # fmt: skip
    signature = signature or Signature(election=election, nomination=nomination, person_id=by.person_id or 0)
    signature.consent, signature.answered_at = consent, at
    signature.save()
    return signature


def _tell_when_complete(nomination: Nomination, by: Actor, at: datetime) -> None:
    """A nominee is asked once the nomination is one in law."""
    signed = nomination.signatures.filter(consent=Consent.SIGNED).count()
    if nomination.source != Source.DEPUTIES or signed >= nomination.election.measures.co_signers:
        tell_nominee(nomination, by=by, at=at)
