"""The rule values of stations that differ by place."""

from apps.foundation.core.registry import PolicyKey
from apps.systems.deputy_stations.rules.checklists import CHECKLIST_POLICIES
from apps.systems.deputy_stations.rules.opinions import OPINION_POLICIES
from apps.systems.deputy_stations.rules.tiers import TIER_POLICIES

PRODUCT = "本平台默认值,由本地代表家站建设与运行规定"

POLICIES: tuple[PolicyKey, ...] = (
    *TIER_POLICIES,
    # stations
    *CHECKLIST_POLICIES,
    # duty
    # opinions
    *OPINION_POLICIES,
    # activities
    # rating
)
