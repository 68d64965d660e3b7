"""What a station must have: 上墙公示, 设施设备, 制度 (domain: 五有/六有、七上墙; 重庆市代表之家建设指导意见, 2019).

Every place has its own lists; they are kept as one text whose items are separated by 顿号.
"""

from apps.foundation.core.registry import PolicyKey
from apps.systems.deputy_stations.rules.stations import issues_with_items
from apps.systems.deputy_stations.rules.tiers import GUIDANCE, PRODUCT

WALL, EQUIPMENT, RULES = "stations.wall_items", "stations.equipment_items", "stations.rule_items"
CHECKLISTS = {"wall": WALL, "equipment": EQUIPMENT, "rules": RULES}

CHECKLIST_POLICIES = (
    PolicyKey(
        WALL, "家站上墙公示的内容(用顿号隔开)",
        "组织机构、代表信息、工作制度、接待流程、活动计划和值班表、联系方式、监督电话", "text", "free", PRODUCT,
        check=issues_with_items,
    ),
    PolicyKey(
        EQUIPMENT, "家站设施设备(用顿号隔开)", "统一标牌、办公桌椅、电脑和网络、代表信箱、学习资料、档案柜", "text",
        "free", GUIDANCE, check=issues_with_items,
    ),
    PolicyKey(
        RULES, "家站制度(用顿号隔开)", "学习制度、接待群众制度、意见建议办理制度、述职制度、档案管理制度", "text",
        "free", PRODUCT, check=issues_with_items,
    ),
)  # fmt: skip
