"""Why a matter is not taken in, and where its proposer can go instead.

Source: 重庆市人大代表建议批评和意见工作条例第九条.
"""

PERSONAL, JUDICIAL, PROMOTION = "personal", "judicial", "promotion"
ACCUSATION, BEYOND, OTHER = "accusation", "beyond", "other"
GROUNDS = {
    PERSONAL: "涉及本人及亲属个人利益",
    JUDICIAL: "涉及具体司法案件或者转递群众来信",
    PROMOTION: "属于学术探讨、产品推介",
    ACCUSATION: "属于控告、申诉、检举",
    BEYOND: "不属于本级职权范围",
    OTHER: "其他不应作为建议提出的",
}
ELSEWHERE = {
    PERSONAL: "涉及本人及亲属个人利益的事项,请以个人名义向主管部门反映或者依法申请处理。",
    JUDICIAL: "具体司法案件由司法机关依法办理,请向承办的法院、检察院、公安机关反映;群众来信请由来信人向信访部门提出。",
    PROMOTION: "学术探讨、产品推介请与有关科研单位、行业主管部门或者行业协会联系。",
    ACCUSATION: "控告、申诉、检举请向信访部门、纪检监察机关或者有管辖权的司法机关提出。",
    BEYOND: "这件事不属于本级职权范围,请向有权处理的机关反映,或者请上级人大代表提出。",
    OTHER: "请按照上述理由修改后,通过其他适当的渠道反映。",
}
"""Said to the proposer unless the office says it in words of its own."""
