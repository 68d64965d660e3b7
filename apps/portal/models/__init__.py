"""What the portal keeps of its own: every measure of every night."""

from apps.portal.models.snapshots import MeasureSnapshot

__all__ = ["MeasureSnapshot"]
