"""Two kinds of notices of a system that exists in these tests alone, at noon, when everything may leave."""

import pytest
from django.utils import timezone

from apps.foundation.core import registry
from apps.foundation.core.registry import NoticeText, System

NOON = timezone.localtime().replace(hour=12, minute=0)
FIELDS = {"title": "会议名称", "place": "地点"}
PLAIN = NoticeText("sample.plain", "示例通知", "{title}", "请准时参加", FIELDS, {"title": "春季会议"})
URGENT = NoticeText("sample.urgent", "紧急通知", "{title}", "改在{place}", FIELDS, outside=True)


@pytest.fixture(autouse=True)
def _sample_texts():
    system = registry.register(System(slug="sample", title="示例系统", notice_texts=[PLAIN, URGENT]))
    yield
    registry.unregister(system.slug)
