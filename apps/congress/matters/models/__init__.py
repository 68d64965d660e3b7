"""What people brought, what became of it, and what someone must answer by a date."""

from apps.congress.matters.models.batches import HandOverBatch, HandOverItem
from apps.congress.matters.models.choices import (
    Consent,
    Grade,
    MatterKind,
    MatterState,
    Means,
    PartRole,
    PartState,
    Refusal,
    Route,
)
from apps.congress.matters.models.handling import ContactRecord, CoOpinion, Handling
from apps.congress.matters.models.matters import (
    MATTER_TEXT_LIMIT,
    NO_DAY,
    CoSigner,
    Matter,
    MatterSeries,
    ReturnRecord,
)
from apps.congress.matters.models.place_tallies import Aspect, PlaceTally
from apps.congress.matters.models.replies import (
    REPLY_LIMIT,
    Commitment,
    Extension,
    KeySupervision,
    Mediation,
    Publication,
    Rating,
    Reply,
)
from apps.congress.matters.models.submissions import (
    Channel,
    NumberSeries,
    ProposerKind,
    Submission,
    SubmissionRating,
    SubmissionUpdate,
)
from apps.congress.matters.models.tallies import MatterTally

__all__ = [
    "MATTER_TEXT_LIMIT",
    "NO_DAY",
    "REPLY_LIMIT",
    "Aspect",
    "Channel",
    "CoOpinion",
    "CoSigner",
    "Commitment",
    "Consent",
    "ContactRecord",
    "Extension",
    "Grade",
    "HandOverBatch",
    "HandOverItem",
    "Handling",
    "KeySupervision",
    "Matter",
    "MatterKind",
    "MatterSeries",
    "MatterState",
    "MatterTally",
    "Means",
    "Mediation",
    "NumberSeries",
    "PartRole",
    "PartState",
    "PlaceTally",
    "ProposerKind",
    "Publication",
    "Rating",
    "Refusal",
    "Reply",
    "ReturnRecord",
    "Route",
    "Submission",
    "SubmissionRating",
    "SubmissionUpdate",
]
