"""The shell of every page, and the pages for when something goes wrong."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import engines
from django.template.loader import render_to_string

from govuk.forms import Form
from govuk.parts import Banner, Difference, Link
from tests.govuk.reading import Read, read

TEMPLATES = Path(settings.BASE_DIR) / "templates"


@dataclass(frozen=True)
class Reader:
    """Somebody signed in, as the shell of a page asks for them."""

    name: str
    is_authenticated: bool = True

    def __str__(self) -> str:
        return self.name


class Reason(Form):
    reason = forms.CharField()


def _base(**context: Any) -> Read:
    source = (
        '{% extends "base.html" %}{% block title %}Plan{% endblock %}'
        "{% block content %}<h1>Plan</h1>{{ form }}{% endblock %}"
    )
    page = read(engines["django"].from_string(source).render({"csrf_token": "token", **context}))
    assert page.faults == []
    return page


def test_a_page_stands_without_any_context() -> None:
    page = _base()
    assert page.words.startswith("Plan – Improvement board")
    assert not page.all("nav")


def test_a_page_names_the_notice_its_pages_and_the_reader() -> None:
    page = _base(
        service_name="Improvement board",
        organisation="Devon County Council",
        notice_name="SEND 2022",
        notice_href="/n/",
        navigation=[Link("Dashboard", "/n/"), Link("Plan", "/n/plan/", current=True)],
        account=[Link("Sent mail", "/mail/")],
        user=Reader("Ann Officer"),
        banner=Banner("Demonstration", "Invented."),
    )
    assert page.words.startswith("Plan – SEND 2022 – Improvement board")
    assert page.one("a", **{"aria-current": "true"})["href"] == "/n/plan/"
    assert "Sent mail" in page.words
    assert "Signed in as Ann Officer" in page.words
    assert "Demonstration Invented." in page.words


def test_a_page_with_errors_says_so_in_its_title_and_first_thing() -> None:
    page = _base(form=Reason({}))
    assert page.words.startswith("Error: Plan")
    assert page.words.count("There is a problem") == 1
    assert page.words.index("There is a problem") < page.words.index("Plan Reason")


def test_the_demo_says_that_it_is_one_on_every_page() -> None:
    assert "Demonstration" in _base(demo=True).words
    assert "Demonstration" not in _base(demo=False).words


def test_messages_are_shown_as_text() -> None:
    messages = [Message(constants.SUCCESS, "A1 updated"), Message(constants.WARNING, "<script>")]
    page = _base(messages=messages)
    assert "Done A1 updated" in page.words
    assert "Important <script>" in page.words
    assert [each["role"] for each in page.all("div", **{"data-module": "govuk-notification-banner"})] == [
        "alert",
        "region",
    ]


def test_scripts_and_styles_come_from_files_alone() -> None:
    page = _base()
    assert all(script.get("src") for script in page.all("script"))
    assert not page.all("style")
    assert {script.get("type", "") for script in page.all("script")} == {"", "module"}


@pytest.mark.parametrize("name", ["400.html", "403.html", "errors/csrf.html", "404.html", "500.html"])
def test_an_error_page_stands_by_itself_and_says_what_to_do(name: str) -> None:
    page = read(render_to_string(name))
    assert page.faults == []
    assert len(page.all("h1")) == 1
    assert len(page.words.split(".")) > 3


def test_the_conflict_page_shows_both_texts_and_keeps_what_was_typed() -> None:
    form = Reason({"reason": "mine <b>"})
    page = read(
        render_to_string(
            "errors/409.html",
            {
                "what": "action A1",
                "by": "Head of SEND",
                "differences": [Difference("Reason", "theirs <i>", "mine <b>")],
                "form": form,
                "button": "Save mine",
                "discard_href": "/a1/",
                "csrf_token": "token",
            },
        )
    )
    assert page.faults == []
    assert "theirs <i>" in page.words
    assert page.one("input", name="reason")["value"] == "mine <b>"
    assert page.one("a", href="/a1/")


def test_the_page_for_a_file_that_is_too_large_names_the_limit() -> None:
    assert "up to 25 MB" in read(render_to_string("errors/413.html", {"limit": "25 MB"})).words


def test_no_template_runs_styles_or_trusts_inline() -> None:
    for path in TEMPLATES.rglob("*.html"):
        source = path.read_text()
        found = re.findall(r"\sstyle=|\son[a-z]+=|<style|javascript:|\|safe\b|mark_safe|autoescape off", source)
        assert not found, f"{path}: {found}"


def test_every_components_first_line_names_its_arguments() -> None:
    components = sorted((TEMPLATES / "components").glob("*.html"))
    assert components
    for path in components:
        assert re.match(r"\{# (Arguments?: |Nothing)", path.read_text()), path
