"""Forms on which a figure, or all of a file, is taken out again with a reason."""

from django import forms

from govuk.forms import Versioned


class WithdrawForm(Versioned):
    """That a figure counts no more."""

    called = {"why": "why it is withdrawn"}
    why = forms.CharField(
        label="Why is it withdrawn?", max_length=240, help_text="Shown beside the figure. Name no child."
    )


class TakeBackForm(Versioned):
    """That a file's figures count no more."""

    called = {"why": "why it is taken back"}
    why = forms.CharField(
        label="Why is it taken back?", max_length=240, help_text="Shown beside each of its figures. Name no child."
    )
