"""What people brought: their sentences, and what they were told became of them."""

from apps.congress.matters.models.submissions import (
    Channel,
    NumberSeries,
    ProposerKind,
    Submission,
    SubmissionUpdate,
)

__all__ = ["Channel", "NumberSeries", "ProposerKind", "Submission", "SubmissionUpdate"]
