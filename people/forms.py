"""Signing in, and setting a password."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from govuk.forms import Form
from people.models import User

WRONG = "The email address or the password is not right"


class SignInForm(Form):
    """Address and password. One and the same error, whatever was wrong."""

    called = {
        "email": "your email address",
        "password": "your password",
    }
    email = forms.EmailField(
        label="Email address",
        widget=forms.EmailInput(attrs={"autocomplete": "username", "class": "govuk-input--width-30"}),
    )
    password = forms.CharField(
        label="Password", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)
    carried = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.user: User | None = None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            # an address that nobody has costs a hash too, so that the time tells nothing
            found = authenticate(self.request, username=cleaned["email"], password=cleaned["password"])
            if not isinstance(found, User):
                raise ValidationError(WRONG)
            self.user = found
        return cleaned


class ResetPasswordForm(Form):
    """The address of an account."""

    called = {"email": "your email address"}
    email = forms.EmailField(
        label="Email address",
        widget=forms.EmailInput(attrs={"autocomplete": "username", "class": "govuk-input--width-30"}),
    )


class SetPasswordForm(Form):
    """A new password, typed once and readable when wished."""

    new_password = forms.CharField(
        label="New password", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["new_password"].help_text = " ".join(password_validators_help_texts())

    def clean_new_password(self) -> str:
        password: str = self.cleaned_data["new_password"]
        validate_password(password, self.user)
        return password


class ChangePasswordForm(SetPasswordForm):
    """The old password, and the new one."""

    field_order = ["old_password", "new_password"]
    old_password = forms.CharField(
        label="Your password now", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def clean_old_password(self) -> str:
        password: str = self.cleaned_data["old_password"]
        if not self.user.check_password(password):
            raise ValidationError("This is not your password")
        return password
