from apps.foundation.core.audiences import INSIDE, OFFICE
from apps.foundation.core.registry import MenuItem, System, register

register(
    System(
        slug="policies",
        title="规则",
        urls=("policies/", "apps.foundation.policies.urls"),
        menu=[MenuItem("规则取值", "policies_policy_list", "adjustments")],
        audiences={"policies_policy_list": INSIDE, "policies_policy_show": INSIDE, "policies_policy_end": OFFICE},
        acts={
            "policies.policy.set": "{actor}设定{where}“{title}”为{value},自{starts_on}起施行",
            "policies.policy.ended": "{actor}结束{where}“{title}”的取值{value},自{until}起失效",
        },
        order=80,
    )
)
