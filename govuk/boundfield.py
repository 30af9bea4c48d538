"""A form's field as GOV.UK markup wants it: classes, ids and descriptions, for any Django field and widget."""

from typing import Any

from django import forms

from govuk.widgets import DateParts


class BoundField(forms.BoundField):
    """Adds to Django's bound field what `templates/govuk/field.html` asks for."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = dict[str, Any](super().build_widget_attrs(attrs, widget))
        if widget.is_hidden:
            return attrs
        # The browser's own bubbles would hide our error summary.
        attrs.pop("required", None)
        if isinstance(widget, DateParts):
            attrs["error_parts"] = self._error_parts if self.errors else ()
            return attrs
        if self.use_fieldset:
            return attrs
        classes = _classes(widget, bool(self.errors), self.count_limit is not None)
        attrs["class"] = f"{classes} {widget.attrs.get('class', '')}".strip()
        if isinstance(widget, forms.NumberInput):
            # Django's decimal and float fields are integer fields by descent.
            fractional = isinstance(self.field, forms.DecimalField | forms.FloatField)
            attrs["inputmode"] = "decimal" if fractional else "numeric"
        if isinstance(widget, forms.PasswordInput):
            attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        elif isinstance(widget, forms.EmailInput):
            attrs["spellcheck"] = "false"
        if self.count_limit is not None:
            # What is too long may be pasted in and then cut down: the count says by how much.
            attrs["maxlength"] = False
        return attrs

    @property
    def aria_describedby(self) -> str | None:
        described = super().aria_describedby
        if described is None or self.count_limit is None:
            return described
        return f"{described} {self.auto_id}-info".strip()

    @property
    def count_limit(self) -> int | None:
        """How many characters a long text may have; None where no count is shown."""
        limit: int | None = getattr(self.field, "max_length", None)
        return limit if isinstance(self.field.widget, forms.Textarea) else None

    @property
    def is_checkbox(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_password(self) -> bool:
        return isinstance(self.field.widget, forms.PasswordInput)

    @property
    def affixes(self) -> tuple[str, str]:
        """What stands before and after the input: ("£", ""), ("", "%")."""
        return getattr(self.field.widget, "prefix", ""), getattr(self.field.widget, "suffix", "")

    @property
    def label_text(self) -> str:
        """The label, marked as optional where the form marks such fields."""
        may_stay_empty = not self.field.required and self.name not in getattr(self.form, "sometimes_needed", ())
        marked = getattr(self.form, "mark_optional", False) and may_stay_empty and not self.is_checkbox
        return f"{self.label} (optional)" if marked and "optional" not in self.label.lower() else str(self.label)

    @property
    def label_size(self) -> str:
        size: str = getattr(self.form, "label_size", "s")
        return size

    @property
    def error_id(self) -> str:
        """The id that an error's link leads to: the input itself, the first choice, the wrong part of a date."""
        if isinstance(self.field.widget, DateParts):
            return f"{self.auto_id}_{self._error_parts[0]}"
        if not self.use_fieldset:
            return self.id_for_label
        return str(self.subwidgets[0].id_for_label) if self.subwidgets else f"{self.auto_id}_group"

    @property
    def _error_parts(self) -> tuple[int, ...]:
        error = self.form.errors.as_data().get(self.name, [None])[0]
        parts: tuple[int, ...] = ((error.params or {}) if error else {}).get("parts", ())
        return parts or tuple(range(len(self.field.widget.widgets)))


def _classes(widget: forms.Widget, wrong: bool, counted: bool) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "govuk-checkboxes__input"
    if isinstance(widget, forms.Select):
        base = "govuk-select"
    elif isinstance(widget, forms.Textarea):
        base = "govuk-textarea"
    elif isinstance(widget, forms.FileInput):
        base = "govuk-file-upload"
    else:
        base = "govuk-input"
    classes = [base]
    if wrong:
        classes.append(f"{base}--error")
    if counted:
        classes.append("govuk-js-character-count")
    if isinstance(widget, forms.PasswordInput):
        classes.append("govuk-password-input__input govuk-js-password-input-input")
    return " ".join(classes)
