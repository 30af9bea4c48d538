"""Form fields for what people type: dates in parts, numbers with commas, long texts."""

import calendar
import re
from datetime import date
from typing import Any, ClassVar, Never

from django import forms
from django.core.exceptions import ValidationError

from govuk import widgets, words

_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
}
_MONTHS |= {"sept": 9}
YEARS = range(1900, 2200)  # others are slips of the keyboard
LARGEST = 2_147_483_647
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")


class DateField(forms.Field):
    """A date typed as day, month (number or name) and year; cleans to a `date`, or None when left empty.

    `earliest` and `latest` may be set on the form's own field (`self.fields["due"].latest = today`); `called` begins
    the sentence that says what is wrong, where the label does not.
    """

    widget: type[widgets.DateParts] = widgets.DateParts
    parts: ClassVar[tuple[str, ...]] = widgets.DateParts.parts

    def __init__(self, *, earliest: date | None = None, latest: date | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.earliest, self.latest = earliest, latest
        self.called = ""

    def clean(self, value: list[str] | None) -> date | None:
        typed = [str(part or "").strip() for part in (value or [""] * len(self.parts))]
        if not any(typed):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        missing = tuple(index for index, part in enumerate(typed) if not part)
        if missing:
            wanted = words.listed([("a " + self.parts[i]) if n == 0 else self.parts[i] for n, i in enumerate(missing)])
            self._refuse(f"{self._name} must include {wanted}", missing)
        cleaned = self._resolve(dict(zip(self.parts, typed, strict=True)))
        self._check_limits(cleaned)
        return cleaned

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.clean(data) != initial)
        except ValidationError:
            return True

    @property
    def _name(self) -> str:
        return self.called or words.subject(str(self.label or "Date"))

    def _resolve(self, typed: dict[str, str]) -> date:
        year = typed["year"]
        if not (year.isascii() and year.isdigit() and len(year) == 4):
            self._refuse(f"{self._name} must have a year of 4 numbers", (len(self.parts) - 1,))
        if int(year) not in YEARS:
            between = f"{YEARS.start} to {YEARS.stop - 1}"
            self._refuse(f"{self._name} must have a year from {between}", (len(self.parts) - 1,))
        month = _MONTHS.get(typed["month"].lower(), 0) or _number(typed["month"])
        if not 1 <= month <= 12:
            self._refuse(f"{self._name} must have a month from 1 to 12, or its name", (self.parts.index("month"),))
        try:
            first = date(int(year), month, 1)
            last = calendar.monthrange(first.year, month)[1]
            return first.replace(day=_number(typed["day"]) if "day" in typed else last)
        except ValueError:
            self._refuse(f"{self._name} must be a real date", (0,))

    def _check_limits(self, value: date) -> None:
        if self.earliest and value < self.earliest:
            self._refuse(f"{self._name} must be on or after {words.day(self.earliest)}", ())
        if self.latest and value > self.latest:
            self._refuse(f"{self._name} must be on or before {words.day(self.latest)}", ())

    def _refuse(self, message: str, parts: tuple[int, ...]) -> Never:
        raise ValidationError(message, code="invalid", params={"parts": parts})


class MonthField(DateField):
    """A month and year; cleans to the **last day** of that month."""

    widget = widgets.MonthParts
    parts = widgets.MonthParts.parts


class DecimalField(forms.DecimalField):
    """A decimal number; understands 1,234.5 and a unit typed behind it (`suffix`, also shown beside the input)."""

    def __init__(self, *, suffix: str = "", prefix: str = "", width: int | None = 5, **kwargs: Any) -> None:
        kwargs.setdefault("widget", widgets.NumberInput(width=width, prefix=prefix, suffix=suffix))
        super().__init__(**kwargs)
        self.suffix, self.prefix = suffix, prefix

    def to_python(self, value: Any) -> Any:
        return super().to_python(_bare(value, self.prefix, self.suffix))


class IntegerField(forms.IntegerField):
    """A whole number; understands 1,234. Without a `max_value`, the largest that a column holds is the limit."""

    def __init__(self, *, suffix: str = "", width: int | None = 5, **kwargs: Any) -> None:
        kwargs.setdefault("max_value", LARGEST)
        kwargs.setdefault("widget", widgets.NumberInput(width=width, suffix=suffix))
        super().__init__(**kwargs)
        self.suffix = suffix

    def to_python(self, value: Any) -> Any:
        return super().to_python(_bare(value, "", self.suffix))


class LongText(forms.CharField):
    """Text of several lines with a count of characters. Line ends count as one, as the page counts them."""

    def __init__(self, *, max_length: int | None = 4000, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 2 else 0


def _bare(value: Any, prefix: str, suffix: str) -> Any:
    if not isinstance(value, str):
        return value
    bare = value.strip().removeprefix(prefix).removesuffix(suffix).strip().replace("−", "-")
    # 1,5 is left as it is, to be refused: without its comma it would be ten times as much
    return bare.replace(",", "") if _THOUSANDS.fullmatch(bare) else bare
