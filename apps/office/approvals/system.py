from apps.foundation.core.audiences import INSIDE, SIGNED_IN
from apps.foundation.core.registry import MenuItem, System, register
from apps.office.approvals import selectors
from apps.office.approvals.notice_texts import NOTICE_TEXTS

register(
    System(
        slug="approvals",
        title="审批",
        urls=("approvals/", "apps.office.approvals.urls"),
        menu=[MenuItem("审批", "approvals_inbox", "checkup-list")],
        todo=selectors.todo,
        search=selectors.search,
        notice_texts=NOTICE_TEXTS,
        audiences={"approvals_all": INSIDE, "approvals_*": SIGNED_IN},
        acts={
            "approvals.request.opened": "{actor}提请审批“{subject}”,步骤:{steps}",
            "approvals.request.withdrawn": "{actor}撤回“{subject}”的审批",
            "approvals.request.lapsed": "{actor}因事项终止撤销“{subject}”的审批",
            "approvals.step.approved": "{actor}办理“{step}”({holder}):同意",
            "approvals.step.returned": "{actor}办理“{step}”({holder}):退回",
            "approvals.step.delegated": "{actor}将“{step}”转交{to}办理",
        },
        order=70,
    )
)
