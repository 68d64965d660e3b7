"""Who runs the exam of 示例区: the personnel office, two who set questions, two who invigilate. All invented."""

from datetime import datetime, timedelta

from apps.foundation.core.actors import EXAM_SETTER, EXAM_STAFF, INVIGILATOR
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Area
from apps.foundation.people.demo import DISTRICT, account_add
from apps.foundation.people.models import RoleAssignment
from apps.foundation.people.services.persons import person_create
from apps.office.documents.demo import demo_actor

STAFF_OF_EXAM, SETTER, REVIEWER = "renmian", "mingti", "shenti"
WATCHER, CHIEF = "jiankao", "zhujian"
HOLDERS = (
    (STAFF_OF_EXAM, "段知秋", EXAM_STAFF, "任免考试工作人员"),
    (SETTER, "顾明哲", EXAM_SETTER, "命题人"),
    (REVIEWER, "陶静远", EXAM_SETTER, "审题人"),
    (WATCHER, "卫国强", INVIGILATOR, "监考员"),
    (CHIEF, "雷鸣远", INVIGILATOR, "总监考"),
)
AGO = timedelta(days=300)


def load(at: datetime) -> None:
    """As of 300 days ago; the people and accounts of the district must be there."""
    by, since = demo_actor("quwei", at), at - AGO
    district = Area.objects.get(name=DISTRICT, is_demo=True)
    for username, name, role, title in HOLDERS:
        person = person_create(area=district, details={"name": name}, by=by, at=since)
        RoleAssignment.objects.create(person=person, role=role, area=district, starts_on=local_day(since))
        account_add(person, username, title)
