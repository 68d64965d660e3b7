"""What the portal may know of elections."""

from apps.congress.elections import demo, papers
from apps.congress.elections.notice_texts import NOTICE_TEXTS
from apps.congress.elections.selectors import desk, rules_here
from apps.congress.elections.selectors.next_step import ANNOUNCEMENT
from apps.foundation.core.audiences import INSIDE, MEMBERS, OFFICE, SIGNED_IN
from apps.foundation.core.registry import DocumentKind, MenuItem, PolicyKey, System, register

NOMINATION = "地方组织法第二十六条"
DIFFERENTIAL = "地方组织法第二十七条"
BY_ELECTION = "地方组织法第三十条:补选的候选人数可以多于或者等于应选人数,选举办法由本级人民代表大会决定"
REMOVAL = "地方组织法第三十一条"
SECRET = "地方组织法第二十八条:选举采用无记名投票方式(演练时可以关闭)"
BY_ELECTION_CHOICES = (("either", "等额、差额均可"), ("differential", "只用差额"), ("equal", "只用等额"))

POLICIES = (
    PolicyKey(
        "elections.co_signers", "代表联合提名人数", 10, "int", "legal_minimum",
        f"{NOMINATION}:县级、乡级代表十人以上书面联名", minimum=10, maximum=60, unit="人",
    ),
    PolicyKey(
        "elections.head_extra", "正职候选人比应选名额多", 1, "int", "fixed_by_law",
        f"{DIFFERENTIAL}:正职候选人数可以多一人,进行差额选举", unit="人",
    ),
    PolicyKey(
        "elections.head_equal", "正职提名只有一人时可以等额选举", True, "bool", "free",
        f"{DIFFERENTIAL}:提名的候选人只有一人的,也可以等额选举",
    ),
    PolicyKey(
        "elections.vice_extra_least", "副职候选人至少比应选名额多", 1, "int", "legal_minimum",
        f"{DIFFERENTIAL}:副职候选人数应比应选人数多一人至三人", minimum=1, maximum=3, unit="人",
    ),
    PolicyKey(
        "elections.vice_extra_most", "副职候选人至多比应选名额多", 3, "int", "free",
        f"{DIFFERENTIAL}:副职候选人数应比应选人数多一人至三人", minimum=1, maximum=3, unit="人",
    ),
    PolicyKey(
        "elections.by_election", "补选等额或者差额", "either", "choice", "free", BY_ELECTION, BY_ELECTION_CHOICES
    ),
    PolicyKey(
        rules_here.REMOVAL, "镇罢免案联名比例", 20, "int", "fixed_by_law", f"{REMOVAL}:主席团或者五分之一以上代表联名",
        unit="%",
    ),
    PolicyKey(
        rules_here.REMOVAL_DISTRICT, "区罢免案联名比例", 10, "int", "fixed_by_law",
        f"{REMOVAL}:主席团、常务委员会或者十分之一以上代表联名", unit="%",
    ),
    PolicyKey("elections.secret_ballot", "选举、罢免只用无记名投票", True, "bool", "free", SECRET),
)  # fmt: skip

ACTS = {
    "elections.election.created": "{actor}新建“{subject}”,开放提名",
    "elections.election.changed": "{actor}修改“{subject}”的设置",
    "elections.election.called_off": "{actor}终止“{subject}”",
    "elections.question.entered": "{actor}登记:{question}",
    "elections.question.decided": "{question}表决{result},由{actor}写入",
    "elections.defence.recorded": "{actor}登记“{subject}”的申辩意见",
    "elections.nomination.made": "{actor}提名{name}为{post}候选人",
    "elections.nomination.asked": "{actor}请{number}名代表附议提名{name}",
    "elections.nomination.signed": "{actor}附议提名{name}",
    "elections.nomination.unsigned": "{actor}不附议(撤回附议)提名{name}",
    "elections.nomination.answered": "{name}{answer},由{actor}登记",
    "elections.nomination.withdrawn": "{actor}撤回对{name}的提名",
    "elections.nominations.closed": "{actor}截止“{subject}”的提名(联名)",
    "elections.nominations.ended_early": "{actor}提前截止“{subject}”的提名",
    "elections.nominations.reopened": "{actor}重新开放“{subject}”的提名",
    "elections.motion.signed": "{actor}参加“{subject}”的联名",
    "elections.motion.unsigned": "{actor}撤回“{subject}”的联名",
    "elections.preliminary.prepared": "{actor}准备“{subject}”的预选:{nominees}人中预选{places}人",
    "elections.preliminary.announced": "“{title}”结果已宣布,由{actor}写入",
    "elections.candidates.fixed": "{actor}确定“{subject}”的候选人:{names}",
    "elections.vote.prepared": "{actor}将“{subject}”提交投票:{title}",
    "elections.vote.undone": "“{title}”没有产生结果,由{actor}写入,须重新投票",
    "elections.run_off.prepared": "{actor}准备再次投票:{title}",
    "elections.result.tied": "{names}得票相等,由{actor}写入,须再次投票",
    "elections.result.decided": "“{subject}”结果:应选{seats}名,当选{names},由{actor}写入",
    "elections.supplementary.begun": "{actor}据“{after}”的结果另行选举{seats}名",
    "elections.announcement.drafted": "{actor}拟出“{subject}”的公告",
}

register(
    System(
        slug="elections",
        title="选举",
        urls=("elections/", "apps.congress.elections.urls"),
        menu=[MenuItem("选举", "elections_list", "users-group")],
        todo=desk.todo,
        deadlines=desk.deadlines,
        search=desk.search,
        related=desk.related,
        policies=POLICIES,
        documents=[
            DocumentKind(
                ANNOUNCEMENT, "选举结果公告", trees=papers.announcements, suffix="公告", per_term=True, is_public=True
            ),
            DocumentKind(papers.DECLARATION, "选举结果宣布词", trees=papers.declarations),
            DocumentKind(papers.CANDIDATES, "候选人名单", trees=papers.candidate_lists),
        ],
        notice_texts=NOTICE_TEXTS,
        audiences={
            "elections_list": INSIDE | MEMBERS,
            # Nominees and who is to be removed need not be members; the permission decides.
            "elections_election": SIGNED_IN,
            "elections_nomination": SIGNED_IN,
            "elections_accept": SIGNED_IN,
            "elections_decline": SIGNED_IN,
            "elections_defence": SIGNED_IN,
            "elections_nominate": OFFICE | MEMBERS,
            "elections_withdraw": OFFICE | MEMBERS,
            "elections_ask": MEMBERS,
            "elections_sign": MEMBERS,
            "elections_unsign": MEMBERS,
            "elections_motion_sign": MEMBERS,
            "elections_motion_unsign": MEMBERS,
            "elections_candidates_pdf": INSIDE | MEMBERS,
            "elections_candidates_docx": INSIDE | MEMBERS,
            "elections_*": OFFICE,
        },
        acts=ACTS,
        demo=demo.load,
        order=34,
    )
)
