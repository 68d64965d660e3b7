from django.urls import URLPattern, include, path

from apps.congress.matters.views import handling, lists, matters, members, office, public, replying, returning

public_urls = [
    path("", public.tell_choose, name="matters_choose"),
    path("done/", public.done, name="matters_done"),
    path("mine/", public.mine, name="matters_mine"),
    path("mine/<slug:code>/", public.mine_of, name="matters_mine_of"),
    path("mine/<slug:code>/withdraw/", public.mine_withdraw, name="matters_mine_withdraw"),
    path("mine/<slug:code>/photos/<uuid:public_id>/", public.mine_photo, name="matters_mine_photo"),
    path("<uuid:public_id>/", public.tell, name="matters_tell"),
]
submission_urls = [
    path("", office.submission_page, name="matters_submission"),
    path("tell/", office.submission_tell, name="matters_submission_tell"),
    path("merge/", office.submission_merge, name="matters_submission_merge"),
    path("code/", office.code_renew, name="matters_submission_code"),
    path("phone/", office.phone_look_up, name="matters_submission_phone"),
]
writing_urls = [
    path("<uuid:public_id>/", matters.matter_page, name="matters_matter"),
]
part_urls = [
    path("", handling.handling_page, name="matters_handling"),
    path("take/", handling.take, name="matters_handling_take"),
    path("return/", handling.return_ask, name="matters_handling_return"),
    path("grant/", returning.grant, name="matters_handling_grant"),
    path("decline/", returning.decline, name="matters_handling_decline"),
    path("reassign/", returning.reassign, name="matters_handling_reassign"),
    path("contact/", handling.contact, name="matters_handling_contact"),
    path("waive/", handling.waive, name="matters_handling_waive"),
    path("opinion/", handling.opinion, name="matters_handling_opinion"),
    path("redo/", handling.redo, name="matters_handling_redo"),
    path("extend/", handling.extend, name="matters_handling_extend"),
    path("reply/", replying.reply, name="matters_handling_reply"),
    path("submit/", replying.submit, name="matters_handling_submit"),
    path("recall/", replying.recall, name="matters_handling_recall"),
    path("letter/", replying.letter, name="matters_handling_letter"),
]
handling_urls = [
    path("parts/", handling.inbox, name="matters_inbox"),
    path("parts/returns/", returning.returns, name="matters_returns"),
    path("parts/letterhead/", handling.letterhead, name="matters_letterhead"),
    path("parts/<uuid:public_id>/", include(part_urls)),
]
after_urls: list[URLPattern] = []
list_urls = [
    path("", lists.matter_list, name="matters_items"),
]
office_urls = [
    path("items/", include([*list_urls, *writing_urls, *handling_urls, *after_urls])),
    path("", office.submission_list, name="matters_list"),
    path("new/", office.submission_enter, name="matters_enter"),
    path("posters/", office.posters, name="matters_posters"),
    path("posters/<uuid:public_id>/", office.poster, name="matters_poster"),
    path("brought/", members.brought_list, name="matters_brought"),
    path("collect/", members.collect, name="matters_collect"),
    path("<uuid:public_id>/", include(submission_urls)),
]
urlpatterns = [
    path("tell/", include(public_urls)),
    path("matters/", include(office_urls)),
]
