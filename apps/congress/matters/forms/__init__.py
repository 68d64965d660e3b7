"""What people type about a submission."""

from apps.congress.matters.forms.submissions import (
    ByHandForm,
    CodeForm,
    CollectedForm,
    MergeForm,
    SubmissionForm,
    TellForm,
)

__all__ = ["ByHandForm", "CodeForm", "CollectedForm", "MergeForm", "SubmissionForm", "TellForm"]
