"""What the portal keeps of its own: every measure of every night, and the reports made from them."""

from apps.portal.models.reports import Report, ReportKind, ReportState
from apps.portal.models.snapshots import KeptLines, MeasureSnapshot

__all__ = ["KeptLines", "MeasureSnapshot", "Report", "ReportKind", "ReportState"]
