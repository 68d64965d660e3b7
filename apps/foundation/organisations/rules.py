"""What a place's name says of it, and which organs stand in it: no database, no clock."""

from dataclasses import dataclass

TOWN, STREET = "town", "street"
ENDINGS = {"街道": STREET, "镇": TOWN, "乡": TOWN, "苏木": TOWN}


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ as it is founded with its area, by UnitKind; `under` is the kind of the organ above it, if any."""

    kind: str
    name: str
    short_name: str = ""
    under: str = ""


def place_kind(name: str) -> str:
    """Town or street, by the name's ending; "" where it says neither."""
    return next((kind for ending, kind in ENDINGS.items() if name.endswith(ending) and name != ending), "")


def organs_of_district(name: str) -> list[Organ]:
    """Party committee, congress with its standing committee, government (地方组织法)."""
    return [
        Organ("party_committee", f"中共{name}委员会"),
        Organ("district_congress", f"{name}人民代表大会", f"{name}人大"),
        Organ(
            "standing_committee",
            f"{name}人民代表大会常务委员会",
            f"{name}人大常委会",
            "district_congress",
        ),
        Organ("government", f"{name}人民政府"),
    ]


def organs_of_place(kind: str, name: str, district: str) -> list[Organ]:
    """A town has a congress and a presidium; a street is no level of state power and has neither (地方组织法)."""
    if kind == STREET:
        return [
            Organ("party_work_committee", f"中共{name}工作委员会", f"{name}党工委"),
            Organ(
                "street_working_committee",
                f"{district}人民代表大会常务委员会{name}工作委员会",
                f"人大{name}工委",
            ),
            Organ("deliberation_meeting", f"{name}议事代表会议"),
            Organ("street_office", f"{name}办事处"),
        ]
    return [
        Organ("party_committee", f"中共{name}委员会", f"{name}党委"),
        Organ("town_congress", f"{name}人民代表大会", f"{name}人大"),
        Organ("presidium", f"{name}人民代表大会主席团", f"{name}人大主席团", "town_congress"),
        Organ("government", f"{name}人民政府"),
    ]
