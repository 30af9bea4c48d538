"""What somebody typed into a search, as PostgreSQL's full-text search understands it. Pure."""

from typing import Final

from django.contrib.postgres.search import SearchQuery

CONFIG: Final = "english"
SHORTEST_BEGINNING: Final = 3


def sought(typed: str) -> SearchQuery:
    """A query for all of the words in any of their forms; "two words" in quotes stand together, -word must not stand,
    and `or` is either. Plain words also match where the last one only begins a word: "parent comm"."""
    query = SearchQuery(typed, config=CONFIG, search_type="websearch")
    begun = beginning(typed)
    return query | SearchQuery(begun, config=CONFIG, search_type="raw") if begun else query


def beginning(typed: str) -> str:
    """Plain words as a raw query whose last one stands for every word that begins so; "" where that would say
    something else: quotes, minus and other signs, `or`, a last word that is short or has a digit in it."""
    words = typed.split()
    if not words or not all(word.isalnum() for word in words) or "or" in map(str.lower, words):
        return ""
    if len(words[-1]) < SHORTEST_BEGINNING or not words[-1].isalpha():
        return ""
    return f"{' & '.join(words)}:*"
