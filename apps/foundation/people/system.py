from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse

from apps.foundation.core.actors import OPERATOR, STAFF, Actor
from apps.foundation.core.audiences import INSIDE, MEMBERS, OFFICE, PUBLIC
from apps.foundation.core.registry import DocumentKind, Figure, Hit, MenuItem, System, Timed, TodoItem, register
from apps.foundation.people import demo
from apps.foundation.people.models import Mandate, Person, RosterImport, RosterState
from apps.foundation.people.selectors import first_steps, people_found
from apps.foundation.people.selectors.measures import MEASURES
from apps.foundation.people.services.roster.template import template_samples


def search(actor: Actor, text: str) -> Iterable[Hit]:
    found = people_found(Person.objects.visible_to(actor), text).order_by("pinyin", "pk")
    for person in found[:21]:
        yield Hit(person.name, reverse("people_person", args=[person.public_id]), "人员", person.workplace)


def todo(actor: Actor, on: date) -> Iterable[TodoItem]:
    """Rosters that this person uploaded and that wait for a decision, and what a new office lacks."""
    waiting = RosterImport.objects.visible_to(actor).filter(
        uploaded_by=actor.user_id, state__in=[RosterState.CLEAN, RosterState.FAULTY]
    )
    for roster in waiting.select_related("term__body")[:10]:
        url = reverse("people_roster", args=[roster.public_id])
        yield TodoItem(f"{roster.term}名册:{roster.get_state_display()}", url, detail=roster.file_name)
    if actor.role == OPERATOR:
        yield from _clerks(actor, on)
    if actor.role in {OPERATOR, STAFF} and not waiting:
        yield from _rosters(actor, on)


def _clerks(actor: Actor, on: date) -> Iterable[TodoItem]:
    names = [area.name for area in first_steps.places_without_staff(actor, on)]
    if names:
        detail = "还没有人大工作人员:" + "、".join(names[:6]) + ("等" if len(names) > 6 else "")
        yield TodoItem("登记工作人员并授予角色", reverse("people_person_add"), detail=detail, action="去登记")


def _rosters(actor: Actor, on: date) -> Iterable[TodoItem]:
    """The first roster of a term, then the first slips for its members."""
    for term in first_steps.terms_without_roster(actor):
        url = f"{reverse('people_roster_import')}?term={term.public_id}"
        yield TodoItem(f"导入代表名册:{term}", url, detail="本届还没有代表", action="去导入")
    for term in first_steps.terms_without_accounts(actor, on):
        url = f"{reverse('people_slips')}?term={term.public_id}"
        yield TodoItem(f"打印登录单:{term}", url, detail="本届代表还没有账号,凭登录单扫码登录", action="去打印")


def figures(actor: Actor, on: date) -> Iterable[Figure]:
    serving = Mandate.objects.visible_to(actor).beside_committees().serving_on(on).count()
    definition = "今日在任且未暂停执行职务的人大代表、议事代表人次"
    yield Figure("在任代表", serving, definition, reverse("people_list") + "?state=serving")


register(
    System(
        slug="people",
        title="人员与名册",
        urls=("people/", "apps.foundation.people.urls"),
        menu=[
            MenuItem("人员名册", "people_list", "users"),
            MenuItem("届次与团组", "people_terms", "users-group", folded=True),
            MenuItem("名册导入", "people_rosters", "table-import", folded=True),
            MenuItem("打印登录单", "people_slips", "ticket", folded=True),
            MenuItem("我的履职档案", "people_me", "id-badge-2"),
        ],
        demo=demo.load,
        todo=todo,
        search=search,
        figures=figures,
        measures=MEASURES,
        documents=[DocumentKind("roster_template", "名册模板", template_samples)],
        schedule=[Timed("people.rosters_tidy", timedelta(hours=6))],
        audiences={
            "people_first_run": PUBLIC,
            "people_slips": OFFICE,
            "people_slips_print": OFFICE,
            "people_list": INSIDE,
            "people_me": MEMBERS,
            "people_person": INSIDE | MEMBERS,
            "people_person_add": OFFICE,
            "people_person_edit": OFFICE,
            "people_mandate_*": OFFICE,
            "people_post_*": OFFICE,
            "people_role_*": OFFICE,
            "people_account_act": frozenset({OPERATOR}),
            "people_terms": INSIDE,
            "people_term": INSIDE,
            "people_term_*": OFFICE,
            "people_group": INSIDE,
            "people_group_*": OFFICE,
            "people_rosters": OFFICE,
            "people_roster": OFFICE,
            "people_roster_*": OFFICE,
        },
        acts={
            "people.account.locked": "{actor}停用了{subject}的账号",
            "people.sso.linked": "{actor}给{subject}的账号关联了单点登录,编号{uid}",
            "people.sso.unlinked": "{actor}解除了{subject}的单点登录,编号{uid}",
            "people.account.signed_out": "{actor}退出了{subject}在全部设备上的登录",
            "people.account.unlocked": "{actor}恢复了{subject}的账号",
            "people.second_factor.reset": "{actor}清除了{subject}的两步验证和通行密钥",
            "people.account.opened": "{actor}给{subject}建立了登录账号",
            "people.office.set_up": "{actor}建立了{subject}和{places}个镇街",
            "people.operator.appointed": "{actor}建立了系统管理员{subject}",
            "people.person.created": "{actor}登记了{subject}",
            "people.person.changed": "{actor}修改了{subject}的{fields}",
            "people.mandate.given": "{actor}授予{subject}{term}代表资格",
            "people.mandate.suspended": "{actor}自{day}起暂停{subject}执行{term}代表职务",
            "people.mandate.resumed": "{actor}自{day}起恢复{subject}执行{term}代表职务",
            "people.mandate.ended": "{actor}自{day}起终止{subject}的{term}代表资格",
            "people.mandate.returned": "{actor}登记{subject}自{day}起重新取得{term}代表资格",
            "people.post.given": "{actor}登记{subject}任{post}",
            "people.post.ended": "{actor}免去{subject}的{post}职务",
            "people.role.granted": "{actor}授予{subject}{place}{role}角色",
            "people.role.ended": "{actor}终止{subject}的{place}{role}角色",
            "people.term.opened": "{actor}登记了{subject}:名额{quota},选出{elected}",
            "people.term.changed": "{actor}修改了{subject}:由{before}改为名额{quota}、选出{elected}",
            "people.group.created": "{actor}建立了{subject}",
            "people.group.joined": "{actor}将{names}等{count}人编入{subject}",
            "people.group.left": "{actor}将{names}移出{subject}",
            "people.roster.uploaded": "{actor}上传{subject}名册“{file}”",
            "people.roster.abandoned": "{actor}放弃导入{subject}名册“{file}”",
            "people.roster.imported": "{actor}导入{subject}名册:新增{new}人,更新{changed}人,未变{unchanged}人",
        },
        order=80,
    )
)
