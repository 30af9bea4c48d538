"""The form renderer: every form of the product, Django's own sign-in forms included, gets GOV.UK markup."""

from pathlib import Path

import django.forms
from django.forms.renderers import DjangoTemplates
from django.template.backends.django import DjangoTemplates as Backend
from django.utils.functional import cached_property

from govuk.boundfield import BoundField

_TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


class Renderer(DjangoTemplates):
    """Looks in `templates/govuk/` first, so that a plain Django widget finds our template under its own name."""

    form_template_name = "form.html"
    field_template_name = "field.html"
    bound_field_class = BoundField

    @cached_property
    def engine(self) -> Backend:
        return Backend(
            {
                "NAME": "govuk",
                "APP_DIRS": False,
                "DIRS": [_TEMPLATES / "govuk", _TEMPLATES, Path(django.forms.__file__).parent / "templates"],
                "OPTIONS": {"builtins": ["govuk.templatetags.govuk"]},
            }
        )
