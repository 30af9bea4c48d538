"""A draft can be laid down as text and taken up again: the same tree, and the same doubts by their keys."""

import pytest

from audit.codec import UnknownShape, from_text, to_text
from bringing.reading import Draft, understand
from bringing.reading.draft import PostRead, Start
from sheets.reading import Document, read_pasted
from tests.bringing.reading.councils import saltmarsh, westmoor
from tests.bringing.reading.plans import published, with_seed


@pytest.mark.parametrize("document", [westmoor(), saltmarsh(), read_pasted("")], ids=["Word", "Excel", "nothing"])
def test_a_draft_is_the_same_when_it_is_taken_up_again(document: Document) -> None:
    draft = understand(document)
    again = from_text(Draft, to_text(draft))
    assert again == draft
    assert [doubt.key for doubt in again.doubts] == [doubt.key for doubt in draft.doubts]


@with_seed
def test_the_published_plans_draft_is_the_same_when_it_is_taken_up_again() -> None:
    assert from_text(Draft, to_text(published())) == published()


def test_a_word_that_is_in_no_list_is_no_draft() -> None:
    text = to_text(understand(westmoor()))
    with pytest.raises(UnknownShape, match="'guessed' is no Certainty"):
        from_text(Draft, text.replace('"certainty":"certain"', '"certainty":"guessed"', 1))


def test_a_list_of_words_and_a_record_of_a_kind_are_read_by_their_types() -> None:
    assert from_text(PostRead, to_text(understand(westmoor()).posts[0])).is_organisation.value is False
    assert Start("numeric") is Start.NUMERIC
