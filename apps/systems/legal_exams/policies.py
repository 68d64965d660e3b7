"""The rule values of exams that differ by place."""

from apps.systems.legal_exams.rules.policies import POLICIES

__all__ = ["POLICIES"]
