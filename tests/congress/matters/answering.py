"""The hands of a unit that answers a matter of any kind without contact: taken, drafted, signed."""

from datetime import datetime, timedelta

from apps.congress.matters.models import Handling, Matter, Reply
from apps.congress.matters.rules.replying import Promise
from apps.congress.matters.services.replying import ReplyDraft, reply_draft, reply_submit
from apps.congress.matters.services.taking import handling_take
from apps.office.approvals.services import step_approve
from apps.office.documents.selectors import issue_request
from tests.congress.matters.handled import add_signers, hand


def answered(
    cast, matter: Matter, at: datetime, *, text: str = "已换管1公里", result: str = "A",
    promises: tuple[Promise, ...] = (),
) -> Reply:  # fmt: skip
    """The government's part, answered at `at`; its two signers agree an hour later."""
    part = Handling.objects.with_all().get(matter=matter)
    drafted(cast, part, at, text=text, result=result, promises=promises)
    return signed(cast, part, at + timedelta(hours=1))


def drafted(
    cast, part: Handling, at: datetime, *, text: str = "已换管1公里", result: str = "A",
    promises: tuple[Promise, ...] = (),
) -> Reply:  # fmt: skip
    """Received, drafted and laid before those who sign."""
    if "核稿员" not in cast.people:
        add_signers(cast)
    by = cast.actor("handler")
    part = handling_take(part=part, by=by, at=at)
    draft = ReplyDraft(result, text, "张晓东", "023-60000001", promises=promises)
    reply = reply_draft(part=part, draft=draft, revision=0, by=by, at=at)
    reply_submit(reply=reply, reviewers=[cast.people["核稿员"], cast.people["镇长"]], by=by, at=at)
    return reply


def signed(cast, part: Handling, at: datetime, steps: tuple[int, ...] = (1, 2)) -> Reply:
    """The signers agree; the last one's signature sends the letter."""
    reply = Reply.objects.select_related("document").get(handling=part)
    for number in steps:
        step_approve(
            request=issue_request(reply.document), step_number=number, opinion="",
            by=hand(cast, ("核稿员", "镇长")[number - 1]), at=at,
        )  # fmt: skip
    return Reply.objects.get(pk=reply.pk)
