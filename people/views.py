"""Signing in and out, and one's own password."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.tokens import default_token_generator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.encoding import force_str
from django.utils.http import url_has_allowed_host_and_scheme, urlsafe_base64_decode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit import clock
from govuk.pagination import paginate
from people import actions, carried, doorbell, mailbox
from people.forms import ChangePasswordForm, ResetPasswordForm, SetPasswordForm, SignInForm
from people.models import User


@sensitive_post_parameters("password", "carried")
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in, and go to where one wanted to go; what was typed before a session ran out goes along."""
    if request.method == "POST":
        form = SignInForm(request.POST, request=request)
        if form.is_valid() and form.user is not None:
            return _signed_in(request, form)
    elif request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    else:
        form = SignInForm(request=request, initial={"next": request.GET.get("next", "")})
    return render(request, "people/sign_in.html", {"form": form})


def sign_in_again(request: HttpRequest, packed: str) -> HttpResponse:
    """The sign-in page in the place of a page that somebody sent when they were no longer signed in."""
    form = SignInForm(request=request, initial={"carried": packed})
    lost = carried.chosen_again(carried.files_of(request))
    response = render(request, "people/sign_in.html", {"form": form, "again": True, "lost": lost})
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    actions.record_sign_out(user=_me(request), at=clock.now())
    logout(request)
    messages.success(request, "You are signed out")
    return redirect("people:sign-in")


@require_http_methods(["GET", "POST"])
def typed_before(request: HttpRequest) -> HttpResponse:
    """What somebody typed before they had to sign in again, to be copied, where its page has no form of its own; sent,
    it is thrown away."""
    typed = carried.kept(request)
    if request.method == "POST":
        carried.forget(request)
        messages.success(request, "What you typed before you were signed out is thrown away")
        return redirect(typed.page if typed and typed.on_its_page else settings.LOGIN_REDIRECT_URL)
    carried.seen(request)
    return render(request, "people/typed_before.html", {"typed": typed})


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; sessions elsewhere end."""
    user = _me(request)
    if request.method == "POST":
        form = ChangePasswordForm(request.POST, user=user)
        if form.is_valid():
            changed = actions.change_password(user=user, password=form.cleaned_data["new_password"], at=clock.now())
            update_session_auth_hash(request, changed)
            messages.success(request, "Your password is changed. You are signed out everywhere else")
            return redirect(settings.LOGIN_REDIRECT_URL)
    else:
        form = ChangePasswordForm(user=user)
    return render(request, "people/change_password.html", {"form": form})


@login_not_required
@require_http_methods(["GET", "POST"])
def reset_password(request: HttpRequest) -> HttpResponse:
    """Ask for a link to set a new password. The answer, and its time, are the same for an address that nobody has."""
    if request.method == "POST":
        form = ResetPasswordForm(request.POST)
        if form.is_valid():
            email = form.cleaned_data["email"].strip().lower()
            user = User.objects.filter(email=email, is_active=True).first()
            doorbell.ring("people.mail_password_link", user.pk if user else 0)
            return redirect("people:reset-sent")
    else:
        form = ResetPasswordForm()
    return render(request, "people/reset_password.html", {"form": form})


@login_not_required
@require_safe
def reset_sent(request: HttpRequest) -> HttpResponse:
    """What happens next."""
    return render(request, "people/reset_sent.html", {"mailbox": mailbox.is_open()})


@login_not_required
@require_safe
def read_mailbox(request: HttpRequest) -> HttpResponse:
    """In the demo: mail that belongs to no notice, with its links. Anywhere else there is no such page."""
    if not mailbox.is_open():
        raise Http404
    page = paginate(request, mailbox.mails())
    return render(request, "people/read_mailbox.html", {"page": page, "letters": map(mailbox.letter, page)})


@sensitive_post_parameters()
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def set_password(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """Set a password with the link from a mail. The link works once."""
    user = _user_of(code)
    if user is None or not default_token_generator.check_token(user, token):
        return render(request, "people/link_run_out.html", status=404)
    if request.method == "POST":
        form = SetPasswordForm(request.POST, user=user)
        if form.is_valid():
            actions.change_password(user=user, password=form.cleaned_data["new_password"], at=clock.now())
            messages.success(request, "Your password is set. Sign in with it")
            return redirect("people:sign-in")
    else:
        form = SetPasswordForm(user=user)
    return render(request, "people/set_password.html", {"form": form})


def _signed_in(request: HttpRequest, form: SignInForm) -> HttpResponse:
    user = cast(User, form.user)
    login(request, user)
    actions.record_sign_in(user=user, at=clock.now())
    typed = carried.unpack(form.cleaned_data["carried"], user)
    if typed is not None:
        carried.keep_for_later(request, typed)
        response: HttpResponse = redirect(typed.page if typed.on_its_page else "people:typed-before")
    else:
        response = redirect(_wanted(request, form.cleaned_data["next"]))
    carried.remember_person(response, user, secure=request.is_secure())
    return response


def _wanted(request: HttpRequest, address: str) -> str:
    """Where they wanted to go, when that is here."""
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if ours else resolve_url(settings.LOGIN_REDIRECT_URL)


def _user_of(code: str) -> User | None:
    try:
        return User.objects.filter(pk=int(force_str(urlsafe_base64_decode(code))), is_active=True).first()
    except (ValueError, OverflowError):
        return None


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)
