"""Figures of requests for Prometheus, counted only where web processes share a folder: PROMETHEUS_MULTIPROC_DIR."""

from django.conf import settings
from prometheus_client import CollectorRegistry, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
SECONDS = Histogram("congress_request_seconds", "Time of requests", ["page", "answer"], buckets=BUCKETS)


def count_request(page: str, status: int, seconds: float) -> None:
    """Two numbers in a memory-mapped file, some microseconds; never for a page that is unrecorded."""
    if settings.METRICS_DIR:
        SECONDS.labels(page, f"{status // 100}xx").observe(seconds)


def all_processes() -> CollectorRegistry:
    """What every web process of this host has counted since the web server started."""
    registry = CollectorRegistry()
    if settings.METRICS_DIR:
        MultiProcessCollector(registry, path=settings.METRICS_DIR)
    return registry
