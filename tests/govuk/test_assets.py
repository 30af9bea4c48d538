"""What pages ask for is collected."""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.utils import matches_patterns

from govuk.assets import StaticFiles

_ASKED = re.compile(r"\{% static '([^']+)' %\}")


def test_every_file_that_a_page_asks_for_is_collected() -> None:
    templates = Path(settings.BASE_DIR) / "templates"
    asked = {name for path in templates.rglob("*.html") for name in _ASKED.findall(path.read_text())}
    assert "govuk-frontend/govuk-frontend.min.css" in asked
    for name in (*asked, "govuk-frontend/govuk-frontend.min.js"):
        for part in name.split("/"):
            assert not matches_patterns(part, StaticFiles.ignore_patterns), name


def test_the_design_systems_sources_are_left_where_they_are() -> None:
    for name in ("index.scss", "template.njk", "components", "all.bundle.js"):
        assert matches_patterns(name, StaticFiles.ignore_patterns), name
