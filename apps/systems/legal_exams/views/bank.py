"""The bank as a whole: how much there is, words in stems, what leaves with its contents, 题库更新说明."""

from datetime import timedelta

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.spreadsheets import XLSX, xlsx_of
from apps.office.documents.downloads import docx_response, pdf_response
from apps.systems.legal_exams.forms.questions import ContentsForm, SinceForm, WordsForm
from apps.systems.legal_exams.models import Bank, Question
from apps.systems.legal_exams.papers.bank import update_note
from apps.systems.legal_exams.rules.drawing import DIFFICULTIES, JUDGE, KINDS
from apps.systems.legal_exams.rules.importing import HEADINGS
from apps.systems.legal_exams.rules.questions import LETTERS, key_shown
from apps.systems.legal_exams.selectors.bank import counts_of, listed, with_words
from apps.systems.legal_exams.services import questions as acts
from apps.systems.legal_exams.views.finding import office_of

HALF_YEAR = timedelta(days=182)


@require_GET
def bank_counts(request: HttpRequest) -> HttpResponse:
    """Numbers alone: the staff of the exam reads them, too."""
    lines = counts_of(office_of(request), timezone.localdate())
    banks = [(bank.label, [line for line in lines if line.bank == bank.label]) for bank in Bank]
    heads = [(kind, list(DIFFICULTIES.values())) for kind in KINDS.values()]
    return render(request, "legal_exams/bank_counts.html", {"banks": banks, "heads": heads})


@require_http_methods(["GET", "POST"])
def bank_words(request: HttpRequest) -> HttpResponse:
    """By POST, so that no address and no log holds words of a sealed question."""
    form, hits = WordsForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        rows = Question.objects.visible_to(request.actor)
        hits = listed(rows.filter(pk__in=with_words(rows, form.cleaned_data["words"])))
        acts.bank_searched(office=office_of(request), hits=len(hits), by=request.actor)
    return render(request, "legal_exams/bank_words.html", {"form": form, "hits": hits})


@require_http_methods(["GET", "POST"])
def bank_contents(request: HttpRequest) -> HttpResponse:
    """The file has the columns of the template for importing, and number and state besides."""
    form = ContentsForm(request.POST or None)
    rows = request.method == "POST" and attempt(
        form,
        lambda: acts.contents_taken(
            office=office_of(request), **form.cleaned_data, by=request.actor, at=timezone.now()
        ),
    )
    if rows:
        title = Bank(form.cleaned_data["bank"]).label
        file = xlsx_of(title, ["题号", "状态", *HEADINGS], map(_exported, rows))
        name = f"{title}{timezone.localdate():%Y%m%d}.xlsx"
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    back = reverse("legal_exams_questions")
    return form_page(request, form, title="导出题目内容", cancel=back, submit="导出 XLSX")


def _exported(question: Question) -> list[object]:
    content = question.content
    options = dict(zip(LETTERS, () if question.kind == JUDGE else content["options"], strict=False))
    return [
        question.number, question.get_state_display(), question.get_kind_display(), content["stem"],
        *(options.get(letter, "") for letter in LETTERS), key_shown(question.kind, content["key"]),
        question.law.name, question.article, question.get_part_display(), question.get_difficulty_display(),
        content["explanation"], question.valid_from, question.valid_until,
    ]  # fmt: skip


@require_GET
def bank_update(request: HttpRequest) -> HttpResponse:
    """题库更新说明 since a day: numbers, laws and reasons, never what a question says."""
    today = timezone.localdate()
    form = SinceForm(request.GET or None, initial={"since": today - HALF_YEAR})
    if request.GET and form.is_valid():
        tree = update_note(office_of(request), form.cleaned_data["since"], today)
        return docx_response(tree) if request.GET.get("as") == "docx" else pdf_response(tree)
    return render(request, "legal_exams/bank_update.html", {"form": form})
