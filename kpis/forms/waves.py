"""Forms by which survey waves feed a KPI."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from evidence.models import VoiceEntry
from govuk import fields, words
from govuk.forms import Form, SentOnce, Versioned
from govuk.widgets import Checkboxes
from kpis.waves import Asked, asked_in, asked_in_words, unlike


class WavesForm(Form):
    """Which waves are entered. One that feeds the KPI already enters nothing a second time.

    Waves of a group, question or answer that feeds the KPI not yet are entered once a person has said that they are
    what it counts: `right` holds, by its first wave, each such kind that was ticked.
    """

    called = {
        "waves": "the waves to enter",
        "others": "the other waves to enter",
        "right": "what the KPI counts",
    }
    waves = forms.TypedMultipleChoiceField(
        label="Which waves feed this KPI?", coerce=int, required=False, widget=Checkboxes(small=True)
    )
    others = forms.TypedMultipleChoiceField(
        label="Which of them feed this KPI all the same?", coerce=int, required=False, widget=Checkboxes(small=True)
    )
    right = forms.MultipleChoiceField(label="Is this what the KPI counts?", required=False, widget=Checkboxes())

    def __init__(
        self, *args: Any, kpi: str, entries: Sequence[VoiceEntry], feeding: Sequence[VoiceEntry], **kwargs: Any
    ) -> None:
        """`kpi` is its code and name; `feeding` are those of the entries that feed it already."""
        super().__init__(*args, **kwargs)
        self.kpi, self.entries, self.feeding = kpi, entries, feeding
        folded = {each.pk for each in entries if unlike(each, feeding)}
        self._offer("waves", [each for each in entries if each.pk not in folded])
        self._offer("others", [each for each in entries if each.pk in folded])
        self.to_settle: dict[str, VoiceEntry] = {}
        known = {asked_in(each) for each in feeding}
        self._kinds = {each: str(pk) for each, pk in self._first().items() if each not in known}
        self.fields["right"].choices = [(pk, pk) for pk in self._kinds.values()]  # type: ignore[attr-defined]

    def _offer(self, name: str, rows: Sequence[VoiceEntry]) -> None:
        field = cast("forms.TypedMultipleChoiceField", self.fields[name])
        field.choices = [
            (each.pk, f"{words.day(each.heard_on)}, {each.get_group_display()}: {each.source}") for each in rows
        ]
        hints = {str(each.pk): f"{each.question} Counted: {each.result}" for each in rows}
        cast("Checkboxes", field.widget).hints = hints

    def _first(self) -> dict[Asked, int]:
        """The first wave of each kind."""
        return {asked_in(each): each.pk for each in sorted(self.entries, key=lambda each: -each.pk)}

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        chosen = {*typed.get("waves", ()), *typed.get("others", ())}
        if not chosen and not self.errors:
            self.add_error("waves", "Select the waves to enter")
        found = [each for each in self.entries if each.pk in chosen]
        self.to_settle = {pk: each for each in found if (pk := self._kinds.get(asked_in(each)))}
        self.fields["right"].choices = [  # type: ignore[attr-defined]
            (pk, f"Yes: {asked_in_words(each)}") for pk, each in self.to_settle.items()
        ]
        for pk, each in self.to_settle.items():
            if pk not in typed.get("right", ()):
                self.add_error("right", self._asks(each))
        typed["chosen"] = found
        return typed

    def _asks(self, wave: VoiceEntry) -> str:
        differs = unlike(wave, self.feeding) or "nothing feeds this KPI yet"
        said = f"{words.day(wave.heard_on)}, {asked_in_words(wave)}: {differs}"
        return f"{said}. Tick that this is what {self.kpi} counts, or leave the wave out"


class CorrectWaveForm(SentOnce, Versioned):
    """The figure follows its wave, which was corrected."""

    called = {"why": "why the wave was corrected"}
    why = fields.LongText(
        label="Why was the wave corrected?",
        max_length=800,
        rows=3,
        help_text="Shown beside the figure. Name no person.",
    )
