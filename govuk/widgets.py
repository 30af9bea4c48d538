"""Widgets for what Django's own do not know: date parts, hints of choices, prefixes and suffixes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms


class DateParts(forms.MultiWidget):
    """Typed day, month and year, or month and year: named `<name>_day`, `<name>_month`, `<name>_year`."""

    template_name = "widgets/date.html"
    use_fieldset = True
    parts: tuple[str, ...] = ("day", "month", "year")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput() for part in self.parts}, attrs)

    def decompress(self, value: Any) -> list[str]:
        if not isinstance(value, date):
            return [""] * len(self.parts)
        return [str(getattr(value, part)) for part in self.parts]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        attrs = dict(attrs or {})
        wrong: tuple[int, ...] = attrs.pop("error_parts", ())
        context = super().get_context(name, value, attrs)
        for index, (part, inner) in enumerate(zip(self.parts, context["widget"]["subwidgets"], strict=True)):
            inner |= {"label": part.capitalize(), "width": 4 if part == "year" else 2, "wrong": index in wrong}
        return context


class MonthParts(DateParts):
    """Month and year."""

    parts = ("month", "year")


class TextInput(forms.TextInput):
    """A line of text; `width` in characters (2, 3, 4, 5, 10, 20, 30), with what stands before or after it."""

    def __init__(
        self, *, width: int | None = None, prefix: str = "", suffix: str = "", attrs: dict[str, Any] | None = None
    ) -> None:
        super().__init__(with_width(attrs, width))
        self.prefix, self.suffix = prefix, suffix


class NumberInput(forms.NumberInput):
    """A number, typed as text so that a wheel or an arrow key never changes it."""

    def __init__(
        self, *, width: int | None = 5, prefix: str = "", suffix: str = "", attrs: dict[str, Any] | None = None
    ) -> None:
        super().__init__(with_width(attrs, width))
        self.prefix, self.suffix = prefix, suffix


class _WithHints:
    """Choices with a hint each, by value."""

    hints: Mapping[str, str]

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(*args, **kwargs)  # type: ignore[misc]
        option["hint"] = self.hints.get(str(option["value"]), "")
        return option


class Radios(_WithHints, forms.RadioSelect):
    """Radios; `inline` for two short answers, `small` in filters."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        hints: Mapping[str, str] | None = None,
        inline: bool = False,
        small: bool = False,
    ) -> None:
        super().__init__(_with_modifiers(attrs, "govuk-radios", inline, small), choices)
        self.hints = hints or {}


class Checkboxes(_WithHints, forms.CheckboxSelectMultiple):
    """Checkboxes of which several may be chosen; `small` in filters."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        hints: Mapping[str, str] | None = None,
        small: bool = False,
    ) -> None:
        super().__init__(_with_modifiers(attrs, "govuk-checkboxes", False, small), choices)
        self.hints = hints or {}


def with_width(attrs: dict[str, Any] | None, width: int | None) -> dict[str, Any]:
    """The attributes with the class for a width in characters."""
    attrs = dict(attrs or {})
    if width is not None:
        attrs["class"] = f"{attrs.get('class', '')} govuk-input--width-{width}".strip()
    return attrs


def _with_modifiers(attrs: dict[str, Any] | None, base: str, inline: bool, small: bool) -> dict[str, Any]:
    modifiers = [f"{base}--inline"] * inline + [f"{base}--small"] * small
    return {**(attrs or {}), **({"class": " ".join(modifiers)} if modifiers else {})}
