"""Who acts, in which role: the one value that services, permissions and audit are given."""

from dataclasses import dataclass

OPERATOR, STAFF, LEADER, HANDLER = "operator", "staff", "leader", "handler"
DEPUTY, REPRESENTATIVE, GUEST = "deputy", "representative", "guest"
# 任前法律知识考试 is kept from everybody else: its roles see exams alone, and nobody else sees into them (ADR 19).
EXAM_STAFF, EXAM_SETTER, INVIGILATOR = "exam_staff", "exam_setter", "invigilator"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in their acting role, as plain values so that no check needs a query.

    `area_path` is the materialized path of the role's area: staff and leaders see its subtree.
    `body_ids` are the bodies in which the person holds a serving mandate today; `unit_kind` is that of `unit_id`.
    """

    name: str
    role: str
    user_id: int | None = None
    person_id: int | None = None
    area_path: str = ""
    unit_id: int | None = None
    unit_kind: str = ""
    body_ids: tuple[int, ...] = ()
    assignment_id: int | None = None
    role_title: str = ""

    @classmethod
    def system(cls) -> "Actor":
        """The portal itself: timed tasks and commands."""
        return cls(name="系统", role="system", role_title="系统")

    @classmethod
    def guest(cls) -> "Actor":
        """Somebody who has not signed in, or holds no role today."""
        return cls(name="访客", role=GUEST, role_title="访客")

    @property
    def is_operator(self) -> bool:
        return self.role == OPERATOR

    @property
    def sees_area(self) -> bool:
        """Whether the acting role sees everything below its area."""
        return self.role in {OPERATOR, STAFF, LEADER} and bool(self.area_path)

    @property
    def is_member(self) -> bool:
        return self.role in {DEPUTY, REPRESENTATIVE}

    def covers(self, area_path: str) -> bool:
        """Whether `area_path` lies in the area of the acting role."""
        return self.sees_area and area_path.startswith(self.area_path)
