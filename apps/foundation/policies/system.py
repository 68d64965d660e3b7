from apps.foundation.core.registry import System, register

register(
    System(
        slug="policies",
        title="规则",
        acts={
            "policies.policy.set": "{actor}设定“{title}”为{value},自{starts_on}起施行({subject})",
            "policies.policy.ended": "{actor}结束“{title}”的本地取值,自{until}起失效({subject})",
        },
        order=80,
    )
)
