"""What forms share that answer something: a request, a claim, an update."""

from typing import Any

from django import forms

from govuk.forms import STALE, Versioned
from notices.conflicts import ChangedMeanwhile
from notices.rows import NoticeRow


class About(Versioned):
    """Carries the row that the form was opened about: by the time it is sent, another may stand in its place."""

    seen_row = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, error_messages={"required": STALE, "invalid": STALE, "min_value": STALE}
    )

    seen: int | None = None

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        self.seen = typed.pop("seen_row", None)
        return typed

    def check_about(self, row: NoticeRow) -> None:
        """Raises ChangedMeanwhile when it was opened about another row."""
        if self.seen != row.pk:
            raise ChangedMeanwhile(row)


def about(row: NoticeRow) -> dict[str, int]:
    """The hidden fields of a form about this row, as it is stored now."""
    return {"seen_row": row.pk, "seen_version": row.version}
