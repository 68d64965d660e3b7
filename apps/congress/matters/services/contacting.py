"""沟通联系 with the proposer before the reply, and what helping units say to the main one."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.congress.matters.models import ContactRecord, CoOpinion, Handling, Means, PartRole, PartState
from apps.congress.matters.rules import deadlines
from apps.congress.matters.rules.handling import Contact, issues_before_contact
from apps.congress.matters.rules.states import move_part
from apps.congress.matters.selectors.deadlines import due
from apps.congress.matters.selectors.units import has_account
from apps.congress.matters.services.handling_records import part_locked, part_of
from apps.congress.matters.services.matter_records import record, tell_proposer
from apps.congress.matters.services.matter_telling import tell_handlers
from apps.congress.matters.services.taking import part_take
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import DomainError, NotAllowed, WrongState
from apps.foundation.core.once import made_once


@transaction.atomic
def contact_record(
    *, part: Handling, contact: Contact, key: UUID | None = None, by: Actor, at: datetime
) -> ContactRecord:
    """Write down contact with the proposer; they read that it is on record. Raises NotReady with all that is wrong.

    Sent again under the same `key` it is the same contact.
    """
    part = _contacted_part(part)
    issues = issues_before_contact(contact, handed_over_on=local_day(part.handed_over_at), today=local_day(at))
    move_part(part.state, "contact", issues)
    said = {
        "handling": part, "on": contact.on, "means": contact.means, "people": contact.people.strip(),
        "gist": contact.gist.strip(),
    }  # fmt: skip
    row, is_new = made_once(ContactRecord, key, said=said, recorded_by=by.name, recorded_at=at)
    if not is_new:
        return row
    means = row.get_means_display()
    record("matters.contact.recorded", part.matter, by, unit=part.unit_name, means=means)
    sentence = f"{part.unit_name}登记:{chinese_date(contact.on)}已就本件与您沟通({means})。"
    tell_proposer(part.matter, sentence, by=by, at=at)
    return row


@transaction.atomic
def contact_waive(*, part: Handling, by: Actor, at: datetime) -> ContactRecord:
    """The proposer needs no contact before the reply. Only they themselves may say so (the lead for all)."""
    part = _contacted_part(part)
    if by.person_id is None or by.person_id != part.matter.lead_id:
        raise NotAllowed("免予沟通只能由提出人(领衔人)本人确认。")
    if not part.is_open:
        raise WrongState(f"{part.unit_name}{part.get_state_display()},无须再确认。请刷新页面。")
    if part.contacts.exists():
        raise WrongState("沟通情况已经登记,无须再确认免予沟通。请刷新页面查看。")
    row = ContactRecord.objects.create(
        handling=part, on=local_day(at), means=Means.WAIVED, people=by.name, recorded_by=by.name, recorded_at=at
    )
    record("matters.contact.waived", part.matter, by, unit=part.unit_name)
    tell_handlers(part, "matters.contact_waived", by=by, at=at)
    return row


def _contacted_part(part: Handling) -> Handling:
    part = part_locked(part)
    if not part.matter.is_by_members or not part.answers:
        raise DomainError("只有代表、议事代表提出的事项,由主办或者分办单位登记沟通。")
    return part


@transaction.atomic
def opinion_give(*, part: Handling, text: str, by: Actor, at: datetime) -> CoOpinion:
    """协办意见 to the main unit: the helping unit's part is done. The main unit's people are told."""
    part = part_locked(part)
    record("matters.opinion.given", part.matter, by, unit=part.unit_name)
    return _opinion(part, text, by.name, by, at)


@transaction.atomic
def opinion_register(*, part: Handling, text: str, name: str, by: Actor, at: datetime) -> CoOpinion:
    """What a helping unit without an account said on paper, by the name that stands under it."""
    part = part_locked(part)
    if has_account(part.unit_id, local_day(at)):
        raise DomainError(f"{part.unit_name}有办理账号,请由其在“承办事项”中提出协办意见。")
    if part.state == PartState.SENT:
        part = part_take(part, name, by, at)
    record("matters.opinion.registered", part.matter, by, unit=part.unit_name, name=name)
    return _opinion(part, text, name, by, at)


def _opinion(part: Handling, text: str, name: str, by: Actor, at: datetime) -> CoOpinion:
    if part.answers:
        raise DomainError("协办意见由协办单位提出;主办、分办单位请起草答复。")
    if not text.strip():
        raise DomainError("请填写协办意见。")
    part.state = move_part(part.state, "answer")
    part.done_at = at
    part.save(update_fields=["state", "done_at"])
    opinion = CoOpinion.objects.create(handling=part, text=text.strip(), given_by=name, given_at=at)
    for main in part.matter.parts.standing().with_all().filter(round=part.round, role=PartRole.MAIN):  # type: ignore[attr-defined]
        tell_handlers(main, "matters.opinion_given", helper=part.unit_name, by=by, at=at)
    return opinion


@transaction.atomic
def opinion_send_back(*, opinion: CoOpinion, reason: str, by: Actor, at: datetime) -> Handling:
    """The main unit asks for it again: it says nothing of substance. The helping unit has the days of 重提."""
    part = part_locked(opinion.handling)
    opinion = part.opinions.get(pk=opinion.pk)  # as it is now that the matter is held
    if opinion.returned_at:
        raise WrongState("这条协办意见已经退回,请等待重新提出。")
    if not reason.strip():
        raise DomainError("请写明退回的理由,让协办单位知道怎样补充。")
    part.state = move_part(part.state, "redo")
    term = due(part.matter, deadlines.CO_REDO, local_day(at))
    part.done_at, part.due_on, part.due_ground = None, term.on, term.ground[:200]
    part.save(update_fields=["state", "done_at", "due_on", "due_ground"])
    opinion.returned_at, opinion.return_reason = at, reason.strip()
    opinion.save(update_fields=["returned_at", "return_reason"])
    record("matters.opinion.sent_back", part.matter, by, reason=opinion.return_reason, unit=part.unit_name)
    tell_handlers(part_of(part.matter, part), "matters.opinion_sent_back", reason=opinion.return_reason, by=by, at=at)
    return part
