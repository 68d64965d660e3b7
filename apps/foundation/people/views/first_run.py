"""The first page of a new portal: an office enters itself. Open only while nobody operates it, and with a code."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from apps.foundation.accounts.sessions import begin
from apps.foundation.core.actors import Actor
from apps.foundation.core.throttle import Throttle
from apps.foundation.organisations.models import Area
from apps.foundation.people.forms.office import FirstRunForm
from apps.foundation.people.models import Person
from apps.foundation.people.selectors import operator_exists
from apps.foundation.people.services.office import office_set_up, setup_code_drop, setup_code_matches

WRONG_CODES = Throttle("setup_codes", limit=10, seconds=600)


@login_not_required
@never_cache
@sensitive_post_parameters()
def first_run(request: HttpRequest) -> HttpResponse:
    """Type, look at what will be entered, confirm."""
    if operator_exists(timezone.localdate()):
        return redirect("account_login")
    form = FirstRunForm(request.POST or None)
    context = {"form": form, "is_locked": Area.objects.exists()}
    if context["is_locked"] or not form.is_valid() or not _code_fits(request, form):
        return render(request, "people/first_run.html", context)
    if "confirm" not in request.POST:
        return render(request, "people/first_run.html", context | {"plan": form.plan()})
    district = office_set_up(plan=form.plan(), operator=form.operator(), by=Actor.system(), at=timezone.now())
    setup_code_drop()
    operator = Person.objects.get(area=district, user__isnull=False).user
    login(request, operator)
    begin(request, operator)
    messages.success(request, f"{district.name}已建立,您已登录。下一步见下面的待办:登记工作人员,导入代表名册。")
    return redirect("/")


def _code_fits(request: HttpRequest, form: FirstRunForm) -> bool:
    if WRONG_CODES.is_closed(request):
        form.add_error("setup_code", "安装码输错次数过多,请 10 分钟后再试。")
    elif not setup_code_matches(form.cleaned_data["setup_code"]):
        WRONG_CODES.count_failure(request)
        form.add_error("setup_code", "安装码不正确。请抄写服务器窗口中最近显示的一个。")
    return form.is_valid()
