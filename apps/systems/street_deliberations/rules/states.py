"""How a plan, a recommendation and a slate move, and the sentence for every move that is not possible."""

from apps.foundation.core.moves import moved

PLAN_STUDY, SLATE_STUDY = "street_deliberations.plan", "street_deliberations.slate"
DRAFT, PARTY, APPROVED, SUPERSEDED, ABANDONED = "draft", "party", "approved", "superseded", "abandoned"

PLAN_MOVES = {
    (DRAFT, "change"): DRAFT,
    (DRAFT, "submit"): PARTY,
    (DRAFT, "abandon"): ABANDONED,
    (PARTY, "return"): DRAFT,
    (PARTY, "approve"): APPROVED,
    (APPROVED, "amend"): APPROVED,
    (APPROVED, "supersede"): SUPERSEDED,
}
PLAN_REFUSALS = {
    "change": "只有起草中的实施方案可以修改。已报送的请先撤回;已批准的请另拟调整方案。",
    "submit": "实施方案已经报送过了,请刷新页面查看办理情况。",
    "abandon": "只有起草中的实施方案可以作废。已报送的请先撤回;已批准的请另拟调整方案。",
    "return": "实施方案不在党工委研究环节,不能退回。请刷新页面查看。",
    "approve": "实施方案不在党工委研究环节,不能登记批准。请刷新页面查看是否已经批准。",
    "amend": "批准以后的实施方案才能调整;起草中的请直接修改。",
    "supersede": "原方案已经被另一版替代,不能再由本次调整替代。请刷新页面查看。",
}

FIRST_REVIEW, JOINT_REVIEW, PARTY_REVIEW = "first_review", "joint_review", "party_review"
PUBLIC_NOTICE, DETERMINED = "public_notice", "determined"
REJECTED, WITHDRAWN, OBJECTION_HOLD = "rejected", "withdrawn", "objection_hold"
OVER = (REJECTED, WITHDRAWN)
WITHDRAWABLE = (DRAFT, FIRST_REVIEW, JOINT_REVIEW, PARTY_REVIEW, PUBLIC_NOTICE, OBJECTION_HOLD)

CANDIDATE_MOVES = {
    (DRAFT, "change"): DRAFT,
    (DRAFT, "submit"): FIRST_REVIEW,
    (FIRST_REVIEW, "return"): DRAFT,
    (FIRST_REVIEW, "pass"): JOINT_REVIEW,
    (FIRST_REVIEW, "reject"): REJECTED,
    (JOINT_REVIEW, "opine"): JOINT_REVIEW,
    (JOINT_REVIEW, "veto"): REJECTED,
    (REJECTED, "restore"): JOINT_REVIEW,
    (REJECTED, "restate"): REJECTED,
    (JOINT_REVIEW, "reject"): REJECTED,
    (JOINT_REVIEW, "to_party"): PARTY_REVIEW,
    (PARTY_REVIEW, "from_party"): JOINT_REVIEW,
    (PARTY_REVIEW, "publish"): PUBLIC_NOTICE,
    (PUBLIC_NOTICE, "unpublish"): PARTY_REVIEW,
    (PUBLIC_NOTICE, "hold"): OBJECTION_HOLD,
    (PUBLIC_NOTICE, "determine"): DETERMINED,
    (OBJECTION_HOLD, "release"): JOINT_REVIEW,
    (OBJECTION_HOLD, "reject"): REJECTED,
    **{(state, "withdraw"): WITHDRAWN for state in WITHDRAWABLE},
}
CANDIDATE_REFUSALS = {
    "change": "只有推荐登记中的可以修改。已提交的请先由工委初审退回。",
    "submit": "推荐登记已经提交过了,请刷新页面查看办理情况。",
    "return": "只有初审中的推荐可以退回修改。请刷新页面查看。",
    "pass": "此人不在工委初审环节,不能登记初审意见。请刷新页面查看。",
    "reject": "此人不在初审、联审或者异议复核环节,不能登记不予推荐。请刷新页面查看。",
    "opine": "此人不在联审环节,不能登记联审意见。请刷新页面查看。",
    "veto": "此人不在联审环节,不能登记联审意见。请刷新页面查看。",
    "restore": "此人不在一票否决后的状态,不能更正。请刷新页面查看。",
    "restate": "此人不在一票否决后的状态,不能更正。请刷新页面查看。",
    "to_party": "只有联审通过的人员可以列入报党工委的名单。请从名单中移出后再报送。",
    "from_party": "此人不在党工委审查环节,请刷新页面查看。",
    "publish": "党工委审查同意以后才能公示。请刷新页面查看。",
    "unpublish": "此人不在公示环节,请刷新页面查看。",
    "hold": "只有公示中的人员可以登记公示异议。请刷新页面查看。",
    "determine": "公示以后才能确定。请刷新页面查看。",
    "release": "此人不在异议复核环节,请刷新页面查看。",
    "withdraw": "已经确定或者已经办结的推荐不能撤回。已经确定的请办理终止。",
}

NOTICE, NOTICED = "notice", "noticed"
SLATE_MOVES = {
    (DRAFT, "change"): DRAFT,
    (DRAFT, "submit"): PARTY,
    (DRAFT, "abandon"): ABANDONED,
    (PARTY, "return"): DRAFT,
    (PARTY, "approve"): APPROVED,
    (APPROVED, "publish"): NOTICE,
    (APPROVED, "abandon"): ABANDONED,
    (NOTICE, "unpublish"): APPROVED,
    (NOTICE, "conclude"): NOTICED,
    (NOTICE, "hold"): NOTICE,
    (NOTICED, "hold"): NOTICED,
    (NOTICED, "determine"): DETERMINED,
}
SLATE_REFUSALS = {
    "change": "只有拟定中的名单可以修改。已报送的请先撤回。",
    "submit": "名单已经报送过了,请刷新页面查看办理情况。",
    "abandon": "拟定中和已审查、未公示的名单才能作废。已报送的请先撤回,公示中的请先撤回公示。",
    "return": "名单不在党工委审查环节,不能退回。请刷新页面查看。",
    "approve": "名单不在党工委审查环节,不能登记同意。请刷新页面查看是否已经同意。",
    "publish": "党工委审查同意以后才能公示,公示中的不重复公示。请刷新页面查看。",
    "unpublish": "名单不在公示中,请刷新页面查看。",
    "conclude": "名单不在公示中,请刷新页面查看。",
    "hold": "公示期间和公示办结以后、确定以前才能登记公示异议。请刷新页面查看。",
    "determine": "公示期满并办结以后才能确定;已经确定的不重复确定。请刷新页面查看。",
}


def plan_move(state: str, act: str) -> str:
    return moved(PLAN_MOVES, PLAN_REFUSALS, state, act)


def candidate_move(state: str, act: str) -> str:
    return moved(CANDIDATE_MOVES, CANDIDATE_REFUSALS, state, act)


def slate_move(state: str, act: str) -> str:
    return moved(SLATE_MOVES, SLATE_REFUSALS, state, act)
