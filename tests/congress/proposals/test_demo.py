"""The demo district shows proposals as the law has them."""

from datetime import UTC, datetime

import pytest
import time_machine

from apps.congress.meetings.models import Resolution
from apps.congress.proposals import demo, papers
from apps.congress.proposals.models import Proposal
from apps.foundation.people import demo as people

AT = datetime(2026, 11, 25, 1, tzinfo=UTC)


@pytest.mark.django_db
def test_a_motion_is_listed_one_is_a_suggestion_a_matter_is_adopted_and_two_texts_have_numbers(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    with time_machine.travel(AT, tick=False):
        people.load(AT)
        demo.load(AT)
        made = {one.title: (one.kind, one.state) for one in Proposal.objects.all()}
        assert made == {
            "关于镇级集中供水工程建设方案": ("major_matter", "passed"),
            "关于加强农村饮用水水源保护的议案": ("motion", "listed"),
            "关于在新民村增设公交招呼站的议案": ("motion", "suggestion"),
            "关于建设村级养老互助点的议案": ("motion", "drafting"),
        }
        assert sorted(Resolution.objects.values_list("state", "number")) == [("adopted", 1), ("adopted", 2)]
        assert next(iter(papers.handlings())).title.endswith("代表议案处理意见的报告")
        assert len(list(papers.papers())) == 1
