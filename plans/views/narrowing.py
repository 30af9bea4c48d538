"""The list of actions as its filters leave it: each filter is one sentence of `plans.querysets`."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from notices.models import Notice
from plans.forms.lists import NO_CLAUSE, POSSIBLE_CLAUSE
from plans.models import Accountability, ActionClause, Plan
from plans.querysets import ActionRows
from plans.rating import Suggestion

Narrow = Callable[[ActionRows, Any], ActionRows]


def narrowed(rows: ActionRows, chosen: Mapping[str, Any], notice: Notice, on: date) -> ActionRows:
    """The rows that every chosen filter leaves, apart from the suggestion: that is no column of the database."""
    filters: dict[str, Narrow] = {
        "section": lambda rows, letter: rows.filter(section__letter=letter),
        "who": _answered_by,
        "organisation": lambda rows, pk: rows.of_organisation(int(pk)),
        "rating": lambda rows, rating: rows.with_standing().rated(rating),
        "clause": _answering,
        "late": lambda rows, _: rows.overdue(on),
        "silent": lambda rows, _: rows.silent(on),
        "slipped": lambda rows, _: rows.slipped(),
        "no_evidence": lambda rows, _: rows.without_evidence(),
        "q": lambda rows, words: rows.saying(words, notice),
    }
    for name in filters.keys() & chosen.keys():
        rows = filters[name](rows, chosen[name])
    return rows


def _answered_by(rows: ActionRows, chosen: str) -> ActionRows:
    kind, _, pk = chosen.partition("-")
    return rows.answered_by(Q(**{kind: int(pk)}))


def _answering(rows: ActionRows, chosen: str) -> ActionRows:
    if chosen == POSSIBLE_CLAUSE:
        return rows.with_a_possible_match()
    return rows.answering_nothing() if chosen == NO_CLAUSE else rows.answering(chosen)


def with_suggestion(rows: ActionRows, rating: str, suggestions: Mapping[int, Suggestion]) -> ActionRows:
    """Those for which the facts suggest this rating."""
    return rows.filter(pk__in=[pk for pk, each in suggestions.items() if each.rating == rating])


def choices(notice: Notice, plan: Plan) -> dict[str, list[Any]]:
    """What the filters offer, from the plan itself: who answers for actions, their organisations, clauses answered."""
    answering = list(
        Accountability.objects.of(notice)
        .filter(action__plan=plan)
        .select_related("post__organisation", "organisation")
        .order_by("pk")
    )
    bodies = {each.post.organisation if each.post else each.organisation for each in answering}
    matches = ActionClause.objects.of(notice).filter(action__plan=plan, confirmed_at__isnull=False)
    numbers = matches.order_by("clause__order").values_list("clause__number", flat=True)
    return {
        "who": _by_name((_key(each), str(each)) for each in answering),
        "organisations": _by_name((str(each.pk), str(each)) for each in bodies if each),
        "clauses": list(dict.fromkeys(numbers)),
    }


def _key(row: Accountability) -> str:
    return f"post-{row.post_id}" if row.post_id else f"organisation-{row.organisation_id}"


def _by_name(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(dict(pairs).items(), key=lambda pair: (pair[1], pair[0]))
