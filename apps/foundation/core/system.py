from datetime import timedelta

from apps.foundation.core.audiences import OFFICE
from apps.foundation.core.health import VITALS
from apps.foundation.core.registry import System, Timed, register

register(
    System(
        slug="core",
        title="基础",
        schedule=[Timed("core.relay_outbox", timedelta(seconds=10))],
        audiences={"admin:*": OFFICE},
        vitals=VITALS,
        order=90,
    )
)
