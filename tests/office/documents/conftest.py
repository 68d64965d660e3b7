"""The town's congress may issue; a checker and a signer besides the clerk."""

import pytest

from apps.office.documents.services import numbering
from tests.office.documents.desk import NOW, reviewer


@pytest.fixture
def office(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    numbering.letterhead_set(
        organ=cast.congress, mark="青禾镇人民代表大会文件", code="青人", office="青禾镇人大办公室",
        by=cast.actor("staff"), at=NOW,
    )  # fmt: skip
    cast.people["checker"] = reviewer(cast, "核稿人", "staff")
    cast.people["signer"] = reviewer(cast, "签发人", "leader")
    return cast
