"""Rows that stand in another order in a file than in its plan, which keeps its own. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from bringing.plain import Kind, Row


def ordered_otherwise(stands: Sequence[Row], brought: Sequence[Row]) -> tuple[Kind, ...]:
    """Of which kinds: among the rows that both have, and of one section where the plan has sections."""
    there, here = ({row.same: row for row in rows} for rows in (stands, brought))
    common = there.keys() & here.keys()
    own, theirs = ([each for each in rows if each in common] for rows in (there, here))
    section = {same: there[same].says.get("section") for same in common}
    return tuple(kind for kind in Kind if _in_sections(kind, own, section) != _in_sections(kind, theirs, section))


def _in_sections(
    kind: Kind, rows: Iterable[tuple[Kind, str]], section: Mapping[tuple[Kind, str], object]
) -> dict[object, list[str]]:
    found: dict[object, list[str]] = {}
    for row in rows:
        if row[0] is kind:
            found.setdefault(section[row], []).append(row[1])
    return found
