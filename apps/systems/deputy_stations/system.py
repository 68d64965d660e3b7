"""What the portal may know of deputy stations."""

from apps.foundation.core.registry import System, register
from apps.systems.deputy_stations import demo
from apps.systems.deputy_stations.acts import ACTS
from apps.systems.deputy_stations.notice_texts import NOTICE_TEXTS
from apps.systems.deputy_stations.policies import POLICIES

register(
    System(
        slug="deputy_stations",
        title="代表家站",
        policies=POLICIES,
        notice_texts=NOTICE_TEXTS,
        acts=ACTS,
        demo=demo.load,
        order=52,
    )
)
