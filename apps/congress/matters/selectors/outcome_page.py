"""What became of a matter after the reply, and what the acting person may do about it: for parts/outcome.html."""

from dataclasses import dataclass
from datetime import date

from apps.congress.matters.models import Commitment, KeySupervision, Matter, Mediation, Publication, Rating, Submission
from apps.congress.matters.rules.publishing import issues_with_openness
from apps.congress.matters.rules.redaction import proposal
from apps.congress.matters.selectors.commitments import standing_of as standing_of_commitment
from apps.congress.matters.selectors.publishing import facts_of, names_of
from apps.congress.matters.selectors.sending_back import may_send_back
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Issue
from apps.foundation.core.permissions import may


@dataclass(frozen=True, slots=True)
class Promised:
    """A commitment with how far it is, and the colour of that."""

    commitment: Commitment
    label: str
    tone: str


@dataclass(frozen=True, slots=True)
class OutcomePage:
    """One matter's outcome; `may` names the acts to offer, `closed_because` why it cannot be published yet."""

    matter: Matter
    ratings: list[Rating]
    mediation: Mediation | None
    key: KeySupervision | None
    promises: list[Promised]
    publication: Publication | None
    closed_because: list[Issue]
    may: frozenset[str]
    keeps: bool

    @property
    def is_public(self) -> bool:
        published = self.publication
        return bool(published and not published.withdrawn_at and self.matter.may_be_published)

    @property
    def is_empty(self) -> bool:
        shown = self.ratings or self.mediation or self.key or self.promises or self.publication
        return not (shown or self.may or self.matter.state in ("replied", "mediating"))


def page_of(matter: Matter, actor: Actor, on: date) -> OutcomePage:
    """Everything the part shows; six queries, one more for the office."""
    published = Publication.objects.filter(matter=matter).first()
    key = KeySupervision.objects.filter(matter=matter).first()
    keeps = may(actor, "matters.follow", matter)
    closed_because = list(issues_with_openness(facts_of(matter))) if keeps and matter.replied_at else []
    return OutcomePage(
        matter=matter,
        ratings=list(matter.ratings.all()),
        mediation=Mediation.objects.filter(matter=matter).first(),
        key=key,
        promises=_promises(matter, on),
        publication=published,
        closed_because=closed_because,
        may=frozenset(
            [
                *_acts(matter, actor, keeps, published, key, closed_because),
                *(["send_back"] if keeps and may_send_back(matter, on) else []),
            ]
        ),
        keeps=keeps,
    )


def _promises(matter: Matter, on: date) -> list[Promised]:
    rows = Commitment.objects.filter(reply__handling__matter=matter, reply__sent_at__isnull=False).with_all()
    return [Promised(row, *standing_of_commitment(row, on)) for row in rows]


def _acts(
    matter: Matter,
    actor: Actor,
    keeps: bool,
    published: Publication | None,
    key: KeySupervision | None,
    closed: list[Issue],
) -> list[str]:
    is_open = matter.allows("rate")
    offered = {
        "rate": is_open and matter.is_rated_by_proposer and may(actor, "matters.rate", matter),
        "mediate": keeps and matter.allows("mediate"),
        "key": keeps and matter.allows("supervise"),
        "key_outcome": keeps and key is not None,
        "publish": keeps and bool(matter.replied_at) and not closed,
        "unpublish": keeps and published is not None and published.withdrawn_at is None,
    }
    return [act for act, is_offered in offered.items() if is_offered]


def rates_by_code(matter: Matter) -> bool:
    """Whether the resident who brought it rates it with their code: no member put it forward."""
    return matter.is_rated_by_proposer and matter.lead_id is None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a resident's sentence stands: in plain words, with the replies they may read and whether they rate."""

    words: str
    replies: list[str]
    may_rate: bool
    round: int
    due_on: date | None


WORDS = {
    "submitted": "人大工作人员正在审核。",
    "returned": "需要补充情况,工作人员会与您联系。",
    "refused": "不属于这里受理的范围,没有受理。原因见下面的进展。",
    "withdrawn": "已撤回,不再办理。",
    "accepted": "已经受理,正在确定由哪个单位办理。",
    "passed_on": "已请上级人大代表提出。",
    "handed_over": "{units}正在办理,应在{due}前答复。",
    "replied": "{units}已经答复,请在{due}前评价。",
    "rehandling": "您不满意上一次答复,{units}正在重新办理,应在{due}前答复。",
    "mediating": "您对两次答复都不满意,人大正在召集双方协调。",
    "closed": "已经办结。",
    "merged": "与另一件相同,已经合并办理。",
}


def standing_of(submission: Submission) -> Standing | None:
    """What the public status page says of a submission; None while it is no matter.

    Who was merged into another's reads where that one stands, and does not rate it.
    """
    last = _last_of(submission)
    matter = Matter.objects.filter(submission=last).select_related("merged_into__submission").first()
    if matter is None:
        return None
    own = last.pk == submission.pk
    while matter.merged_into is not None:
        matter, own = matter.merged_into, False
    parts = list(matter.parts.standing().answering().filter(round=matter.round).select_related("reply"))
    units = "、".join(part.unit_name for part in parts) or "承办单位"
    due = f"{matter.due_on:%Y年%-m月%-d日}" if matter.due_on else "期限"
    return Standing(
        words=WORDS.get(matter.state, "").format(units=units, due=due),
        replies=_replies_to_read(matter, own),
        may_rate=own and matter.allows("rate") and rates_by_code(matter) and not submission.withdrawn,
        round=matter.round,
        due_on=matter.due_on,
    )


def _last_of(submission: Submission) -> Submission:
    while submission.merged_into is not None:
        submission = submission.merged_into
    return submission


def _replies_to_read(matter: Matter, own: bool) -> list[str]:
    """The whole public replies of the last round that was answered, what looks private masked; to who was merged into
    another's also the name of whoever brought that."""
    sent = matter.parts.filter(reply__sent_at__isnull=False, reply__is_public=True).order_by("-round", "pk")
    rows, names = list(sent.select_related("reply")), () if own else names_of(matter)
    return [f"{part.unit_name}:\n{proposal(part.reply.text, names)[0]}" for part in rows if part.round == rows[0].round]
