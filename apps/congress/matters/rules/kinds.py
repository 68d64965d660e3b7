"""What kinds of matter there are, and where each came from."""

SUGGESTION, OPINION = "suggestion", "opinion"
DELIBERATION, INSPECTION, REQUEST = "deliberation", "inspection", "request"
PROMISE = "promise"
KINDS = {
    SUGGESTION: "代表建议、批评和意见",
    OPINION: "议事代表意见建议",
    DELIBERATION: "审议意见",
    INSPECTION: "视察调研意见",
    REQUEST: "群众诉求",
    PROMISE: "会议承诺事项",
}
BY_MEMBERS = (SUGGESTION, OPINION)
"""Members put them forward, are contacted before the reply, and rate it."""
RATED = (*BY_MEMBERS, REQUEST)
"""Their proposers rate the reply; what an organ brought ends with the written answer."""
CHECKED = (INSPECTION,)
"""The body that inspected may send their answer back, though it is not rated."""


def kind_name(kind: str, *, is_street: bool) -> str:
    """In the words of the level: a street discusses, it does not deliberate."""
    return "讨论意见" if is_street and kind == DELIBERATION else KINDS[kind]
