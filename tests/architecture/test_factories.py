"""Every factory makes a row that the database takes."""

import inspect

import pytest
from factory.django import DjangoModelFactory

from tests import cast, factories

ALL = [
    each
    for _, each in inspect.getmembers(factories, inspect.isclass)
    if issubclass(each, DjangoModelFactory) and each.__module__ == factories.__name__ and not each._meta.abstract
]


@pytest.mark.django_db
@pytest.mark.parametrize("factory", ALL, ids=lambda each: each.__name__)
def test_a_factory_makes_a_row_that_the_database_takes(factory: type[DjangoModelFactory]) -> None:
    row = factory()
    assert type(row)._base_manager.filter(pk=row.pk).exists()


@pytest.mark.django_db
def test_the_cast_holds_its_roles_and_nobody_holds_what_ended() -> None:
    people = cast.assemble()
    assert people.reader("lead").roles(people.notice.pk)
    assert not people.reader("expired reviewer").roles(people.notice.pk)
    assert not people.reader("disabled").roles(people.notice.pk)
    assert not people.reader("stranger").roles(people.notice.pk)
    assert people.post.pk in people.reader("officer").post_ids
    assert people.post.pk not in people.reader("former holder").post_ids
    assert people.post.pk in people.reader("delegate").delegated_post_ids
