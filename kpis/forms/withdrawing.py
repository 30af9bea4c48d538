"""Forms on which a figure, or all of a file, is taken out again with a reason."""

from typing import Any

from django import forms

from govuk.forms import Versioned
from govuk.widgets import Radios

STAYS, GOES = "stays", "goes"


class WithdrawForm(Versioned):
    """That a figure counts no more."""

    called = {"why": "why it is withdrawn", "series": "whether the series still starts anew"}
    why = forms.CharField(
        label="Why is it withdrawn?", max_length=240, help_text="Shown beside the figure. Name no child."
    )

    def __init__(self, *args: Any, anew: tuple[str, str] | None = None, **kwargs: Any) -> None:
        """`anew` says what follows where the series breaks still, and where it does not, if it starts anew with this
        figure; else None."""
        super().__init__(*args, **kwargs)
        if anew:
            stays, goes = anew
            self.fields["series"] = forms.ChoiceField(
                label="The series starts anew with this figure. Does it still?",
                choices=[
                    (STAYS, f"Yes, the way of counting changed: {stays}"),
                    (GOES, f"No, the change went with this figure: {goes}"),
                ],
                widget=Radios(),
            )

    @property
    def asked(self) -> dict[str, Any]:
        """What the verb is asked to do."""
        said = dict(self.cleaned_data)
        stays = said.pop("series", GOES) == STAYS
        return {**said, "break_stays": stays}


class TakeBackForm(Versioned):
    """That a file's figures count no more. `seen_figures` is the digest of what the page said becomes of them."""

    called = {"why": "why it is taken back"}
    why = forms.CharField(
        label="Why is it taken back?", max_length=240, help_text="Shown beside each of its figures. Name no child."
    )
    seen_figures = forms.CharField(required=False, widget=forms.HiddenInput, max_length=80)
