from django.urls import include, path

from apps.congress.matters.views import (
    bulk,
    commitments,
    figures,
    handling,
    lists,
    matters,
    members,
    office,
    on_paper,
    outcome,
    public,
    publishing,
    replying,
    returning,
    reviewing,
    sorting,
    writing,
)

public_urls = [
    path("", public.tell_choose, name="matters_choose"),
    path("done/", public.done, name="matters_done"),
    path("mine/", public.mine, name="matters_mine"),
    path("mine/<slug:code>/", public.mine_of, name="matters_mine_of"),
    path("mine/<slug:code>/withdraw/", public.mine_withdraw, name="matters_mine_withdraw"),
    path("mine/<slug:code>/photos/<uuid:public_id>/", public.mine_photo, name="matters_mine_photo"),
    path("<uuid:public_id>/", public.tell, name="matters_tell"),
]
after_public_urls = [
    path("published/", publishing.published_list, name="matters_published_list"),
    path("published/<uuid:public_id>/", publishing.published, name="matters_published"),
    path("mine/<slug:code>/rate/", public.mine_rate, name="matters_mine_rate"),
]
submission_urls = [
    path("", office.submission_page, name="matters_submission"),
    path("tell/", office.submission_tell, name="matters_submission_tell"),
    path("merge/", office.submission_merge, name="matters_submission_merge"),
    path("code/", office.code_renew, name="matters_submission_code"),
    path("phone/", office.phone_look_up, name="matters_submission_phone"),
    path("open/", reviewing.submission_open, name="matters_submission_open"),
]
matter_urls = [
    path("", matters.matter_page, name="matters_matter"),
    path("papers/<slug:kind>/", matters.paper, name="matters_paper"),
    path("papers/<slug:kind>/docx/", matters.paper_docx, name="matters_paper_docx"),
    path("change/", writing.change, name="matters_change"),
    path("ask/", writing.ask, name="matters_ask"),
    path("sign/", writing.sign, name="matters_sign"),
    path("unsign/", writing.unsign, name="matters_unsign"),
    path("submit/", writing.submit, name="matters_submit"),
    path("withdraw/", writing.withdraw, name="matters_withdraw"),
    path("accept/", reviewing.accept, name="matters_accept"),
    path("return/", reviewing.send_back, name="matters_return"),
    path("refuse/", reviewing.refuse, name="matters_refuse"),
    path("arrange/", reviewing.arrange, name="matters_arrange"),
    path("merge/", reviewing.merge, name="matters_merge"),
    path("settle/<slug:route>/", reviewing.settle, name="matters_settle"),
    path("pass-on/", reviewing.pass_on, name="matters_pass_on"),
    path("hand-over/", reviewing.hand_over, name="matters_hand_over"),
    path("sort/<slug:act>/", sorting.sort, name="matters_sort"),
]
writing_urls = [
    path("own/", writing.own_list, name="matters_own"),
    path("write/", writing.write, name="matters_write"),
    path("sorting/", sorting.sorting, name="matters_sorting"),
    path("bulk/", bulk.bulk, name="matters_bulk"),
    path("bulk/print/<slug:kind>/", bulk.print_many, name="matters_print"),
    path("summary/<slug:ending>/", bulk.summary, name="matters_summary"),
    path("batches/<uuid:public_id>/", bulk.batch, name="matters_batch"),
    path("batches/<uuid:public_id>/live/", bulk.batch_live, name="matters_batch_live"),
    path("<uuid:public_id>/", include(matter_urls)),
]
part_urls = [
    path("", handling.handling_page, name="matters_handling"),
    path("take/", handling.take, name="matters_handling_take"),
    path("return/", handling.return_ask, name="matters_handling_return"),
    path("take-on-paper/", on_paper.take, name="matters_handling_take_on_paper"),
    path("opinion-on-paper/", on_paper.opinion, name="matters_handling_opinion_on_paper"),
    path("reply-on-paper/", on_paper.reply, name="matters_handling_reply_on_paper"),
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
list_urls = [
    path("", lists.matter_list, name="matters_items"),
]
after_urls = [
    path("watch/", figures.watch, name="matters_watch"),
    path("late/", figures.late, name="matters_late"),
    path("statistics/", figures.statistics, name="matters_statistics"),
    path("statistics/file/", figures.statistics_file, name="matters_statistics_file"),
    path("key/", outcome.keys, name="matters_keys"),
    path("commitments/", commitments.ledger, name="matters_commitments"),
    path("commitments/paper/", commitments.paper, name="matters_commitments_paper"),
    path("commitments/<uuid:public_id>/", commitments.commitment, name="matters_commitment"),
    path("commitments/<uuid:public_id>/report/", commitments.report, name="matters_commitment_report"),
    path("commitments/<uuid:public_id>/grade/", commitments.grade, name="matters_commitment_grade"),
    path("<uuid:public_id>/rate/", outcome.rate, name="matters_rate"),
    path("<uuid:public_id>/send-back/", outcome.send_back, name="matters_send_back"),
    path("<uuid:public_id>/mediate/", outcome.mediate, name="matters_mediate"),
    path("<uuid:public_id>/key/", outcome.key, name="matters_key"),
    path("<uuid:public_id>/key/outcome/", outcome.outcome, name="matters_key_outcome"),
    path("<uuid:public_id>/publish/", publishing.publish, name="matters_publish"),
    path("<uuid:public_id>/unpublish/", publishing.unpublish, name="matters_unpublish"),
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
    path("tell/", include([*public_urls, *after_public_urls])),
    path("matters/", include(office_urls)),
]
