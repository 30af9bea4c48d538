"""What is always true of people, notices and evidence is a named constraint: each one is broken here on purpose."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from factory.django import DjangoModelFactory

from notices.rows import SameNotice
from people.models import Mail
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db
APPS = ("people", "notices", "evidence")
MAKERS: dict[type[models.Model], type[DjangoModelFactory[Any]]] = {
    each._meta.model: each
    for each in vars(make).values()
    if isinstance(each, type) and issubclass(each, DjangoModelFactory) and not each._meta.abstract
}
CONSTRAINTS = {
    constraint.name: (model, constraint)
    for app in APPS
    for model in apps.get_app_config(app).get_models()
    for constraint in model._meta.constraints
}
SAME = [name for name, (_, constraint) in CONSTRAINTS.items() if isinstance(constraint, SameNotice)]
KNOWN = [name for name in CONSTRAINTS if name.endswith("_known")]
DATES = [name for name in CONSTRAINTS if name.endswith("_ends_after_start")]
# what composite keys point at: unique by its first column already
POINTED_AT = [name for name in CONSTRAINTS if name.endswith("_id_notice")]
ONCE = [
    name
    for name, (_, constraint) in CONSTRAINTS.items()
    if isinstance(constraint, models.UniqueConstraint) and name not in POINTED_AT and constraint.condition is None
]


def mail(**more: object) -> Mail:
    return Mail.objects.create(key="a", to_address="a@b.example", subject="s", text="t", made_at=NOW, **more)


def replaced_twice() -> None:
    older = make.Document()
    for _ in range(2):
        make.Document(notice=older.notice, replaces=older)


def replaces_itself() -> None:
    row = make.Document()
    row.replaces = row
    row.save()


OTHERS: dict[str, Callable[[], object]] = {
    "people_user_email_lower": lambda: make.User(email="Upper@demo.example"),
    "people_mail_sent_has_its_moment": lambda: mail(state="sent"),
    "people_mail_attachment_has_its_digest": lambda: mail(attachment_file="a.pdf"),
    "people_mail_digest_has_its_person_and_notices": lambda: mail(digest_on=date(2023, 12, 22), digest_of=[1]),
    "notices_obligation_confirmed_together": lambda: make.Obligation(confirmed_at=NOW),
    "notices_obligation_anchor_day_goes_with_its_kind": lambda: make.Obligation(anchor_day=date(2023, 1, 1)),
    "notices_obligation_rhythm_has_its_number": lambda: make.Obligation(every=None),
    "notices_access_taken_together": lambda: make.Access(ends_on=date(2023, 12, 22), taken_at=NOW),
    "notices_access_taken_has_its_day": lambda: make.Access(taken_by=make.User(), taken_at=NOW),
    "evidence_document_is_a_file_or_a_link": lambda: make.Document(file="a", sha256="a", size=1),
    "evidence_document_file_has_its_digest": lambda: make.Document(link="", file="a"),
    "evidence_document_replaced_by_one": replaced_twice,
    "evidence_document_replaces_another": replaces_itself,
    "evidence_voiceentry_result_is_of_a_survey": lambda: make.VoiceEntry(
        asked=9, answered=8, question="How are we?", result="good", result_count=6
    ),
    "evidence_voiceentry_result_among_the_answers": lambda: make.VoiceEntry(
        how_heard="survey", asked=9, answered=8, question="How are we?", result="good", result_count=9
    ),
    "evidence_voiceentry_fit_together": lambda: make.VoiceEntry(changed="A named contact.", fit_at=NOW),
    "evidence_voiceentry_fit_once_it_is_answered": lambda: make.VoiceEntry(fit_by=make.User(), fit_at=NOW),
    "evidence_voiceentry_asked_and_answered_together": lambda: make.VoiceEntry(asked=3),
    "evidence_voiceentry_no_more_answers_than_asked": lambda: make.VoiceEntry(asked=3, answered=4),
}


def refused(name: str, attempt: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        attempt()


def test_every_constraint_is_broken_somewhere_in_this_file() -> None:
    assert set(CONSTRAINTS) == {*SAME, *KNOWN, *DATES, *POINTED_AT, *ONCE, *OTHERS}


@pytest.mark.parametrize("name", OTHERS)
def test_the_database_refuses_a_row_that_breaks(name: str) -> None:
    refused(name, OTHERS[name])


@pytest.mark.parametrize("name", KNOWN)
def test_the_database_refuses_a_word_that_is_not_one_of_those_known(name: str) -> None:
    model, _ = CONSTRAINTS[name]
    field = name.removeprefix(f"{model._meta.db_table}_").removesuffix("_known")
    refused(name, lambda: MAKERS[model](**{field: "rumour"}))


@pytest.mark.parametrize("name", DATES)
def test_the_database_refuses_an_end_before_the_start(name: str) -> None:
    model, _ = CONSTRAINTS[name]
    refused(name, lambda: MAKERS[model](starts_on=date(2023, 2, 1), ends_on=date(2023, 1, 31)))


@pytest.mark.parametrize("name", ONCE)
def test_the_database_refuses_a_second_one(name: str) -> None:
    model, constraint = CONSTRAINTS[name]
    assert isinstance(constraint, models.UniqueConstraint)
    first = MAKERS[model]()
    same = {field: getattr(first, field) for field in constraint.fields}
    if hasattr(first, "notice"):
        same["notice"] = first.notice
    refused(name, lambda: MAKERS[model](**same))


def strayed(name: str) -> tuple[type[models.Model], str, models.Model, models.Model]:
    """A model, its field, a good row of it, and a parent of another notice."""
    model, constraint = CONSTRAINTS[name]
    assert isinstance(constraint, SameNotice)
    parent = model._meta.get_field(constraint.to).related_model
    assert isinstance(parent, type)
    return model, constraint.to, MAKERS[model](), MAKERS[parent]()


@pytest.mark.parametrize("name", SAME)
def test_a_parent_of_another_notice_is_refused_in_create_bulk_create_and_update(name: str) -> None:
    model, field, row, foreign = strayed(name)
    notice = row.notice  # type: ignore[attr-defined]
    refused(name, lambda: MAKERS[model](notice=notice, **{field: foreign}))
    refused(
        name,
        lambda: model._base_manager.bulk_create(
            [MAKERS[model].build(notice=notice, **_saved(model, row, field, foreign))]
        ),
    )
    refused(name, lambda: model._base_manager.filter(pk=row.pk).update(**{field: foreign}))
    refused(
        rf"{model._meta.db_table}_\w+_same_notice",  # of several parents, the first speaks
        lambda: model._base_manager.filter(pk=MAKERS[model](notice=notice, **_own(model, field, notice)).pk).update(
            notice=foreign.notice  # type: ignore[attr-defined]
        ),
    )


def _own(model: type[models.Model], field: str, notice: models.Model) -> dict[str, models.Model]:
    parent = model._meta.get_field(field).related_model
    assert isinstance(parent, type)
    return {field: MAKERS[parent](notice=notice)}


def _saved(model: type[models.Model], row: models.Model, field: str, foreign: models.Model) -> dict[str, Any]:
    """The parents of a good row, all saved, and the strayed one: `build` saves none."""
    parents = {
        each.name: getattr(row, each.name)
        for each in model._meta.fields
        if isinstance(each, models.ForeignKey) and each.name != "notice"
    }
    return {**parents, field: foreign}
