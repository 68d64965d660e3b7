"""What the portal keeps of its own: every measure of every night, and the reports made from them."""

from apps.portal.models.reports import Report, ReportKind, ReportState
from apps.portal.models.snapshots import MeasureSnapshot

__all__ = ["MeasureSnapshot", "Report", "ReportKind", "ReportState"]
