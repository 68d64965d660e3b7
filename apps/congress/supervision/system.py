"""What the portal may know of supervision."""

from apps.congress.supervision.acts import ACTS
from apps.congress.supervision.notice_texts import NOTICE_TEXTS
from apps.congress.supervision.policies import GENERAL, Defaults, policies_for
from apps.foundation.core.actors import HANDLER
from apps.foundation.core.audiences import INSIDE
from apps.foundation.core.registry import System, register

register(
    System(
        slug="supervision",
        title="督办",
        urls=("supervision/", "apps.congress.supervision.urls"),
        policies=policies_for(GENERAL, "督办事项", Defaults()),
        audiences={"supervision_assignment": INSIDE | {HANDLER}},
        notice_texts=NOTICE_TEXTS,
        acts=ACTS,
        order=38,
    )
)
