"""The rule values of stations that differ by place."""

from apps.foundation.core.registry import PolicyKey
from apps.systems.deputy_stations.rules.activity_policies import ACTIVITY_POLICIES
from apps.systems.deputy_stations.rules.checklists import CHECKLIST_POLICIES
from apps.systems.deputy_stations.rules.duty_policies import DUTY_POLICIES
from apps.systems.deputy_stations.rules.opinions import OPINION_POLICIES
from apps.systems.deputy_stations.rules.points import POINT_POLICIES
from apps.systems.deputy_stations.rules.rating_policies import RATING_POLICIES
from apps.systems.deputy_stations.rules.tiers import TIER_POLICIES

PRODUCT = "本平台默认值,由本地代表家站建设与运行规定"

POLICIES: tuple[PolicyKey, ...] = (
    *TIER_POLICIES,
    # stations
    *CHECKLIST_POLICIES,
    # duty
    *DUTY_POLICIES,
    *POINT_POLICIES,
    # opinions
    *OPINION_POLICIES,
    # activities
    *ACTIVITY_POLICIES,
    # rating
    *RATING_POLICIES,
)
