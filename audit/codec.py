"""A frozen tree as JSON text and back, by the types of its fields: days, moments and decimals are text, tuples lists.

The text is canonical (sorted keys, no spaces), so that equal trees have equal digests.
"""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Tree = TypeVar("Tree")


class UnknownShape(ValueError):
    """The stored text does not fit the shape that is asked for."""


def to_text(tree: Any) -> str:
    """The tree as canonical JSON text."""
    return json.dumps(to_plain(tree), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(text: str) -> str:
    """SHA-256 of the text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def to_plain(value: Any) -> Any:
    """The tree as lists, dictionaries, text, numbers and None."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [to_plain(each) for each in value]
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if value is None or isinstance(value, str | bool | int):
        return value
    raise TypeError(f"{type(value).__name__} has no place in a frozen tree")


def from_text(shape: type[Tree], text: str) -> Tree:
    """The tree of this dataclass. Raises UnknownShape when a field is missing, unknown or of another type."""
    return from_plain(shape, json.loads(text))


def from_plain(shape: type[Tree], plain: Any) -> Tree:
    """The same from dictionaries and lists, as a step of `upgrade` leaves them."""
    tree: Tree = _read(shape, plain, shape.__name__)
    return tree


@cache
def _fields(shape: type) -> Mapping[str, Any]:
    hints = get_type_hints(shape)
    return {field.name: hints[field.name] for field in dataclasses.fields(shape)}


def _read(hint: Any, plain: Any, where: str) -> Any:
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _record(hint, plain, where)
    origin = get_origin(hint)
    if dataclasses.is_dataclass(origin) and isinstance(origin, type):  # a record of a kind, such as Read[str]
        return _record(origin, plain, where, dict(zip(origin.__parameters__, get_args(hint), strict=True)))  # type: ignore[attr-defined]
    if origin is tuple:
        return _row(get_args(hint), plain, where)
    if origin in (UnionType, Union):
        if plain is None:
            return None
        (inner,) = [each for each in get_args(hint) if each is not type(None)]
        return _read(inner, plain, where)
    return _value(hint, plain, where)


def _record(shape: type, plain: Any, where: str, given: Mapping[Any, Any] | None = None) -> Any:
    fields = {name: (given or {}).get(hint, hint) for name, hint in _fields(shape).items()}
    if not isinstance(plain, dict) or plain.keys() != fields.keys():
        found = sorted(plain) if isinstance(plain, dict) else type(plain).__name__
        raise UnknownShape(f"{where}: expected {sorted(fields)}, found {found}")
    return shape(**{name: _read(hint, plain[name], f"{where}.{name}") for name, hint in fields.items()})


def _row(inner: tuple[Any, ...], plain: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(plain, list):
        raise UnknownShape(f"{where}: expected a list, found {type(plain).__name__}")
    if len(inner) == 2 and inner[1] is Ellipsis:
        return tuple(_read(inner[0], each, where) for each in plain)
    if len(inner) != len(plain):
        raise UnknownShape(f"{where}: expected {len(inner)} values, found {len(plain)}")
    return tuple(_read(hint, each, where) for hint, each in zip(inner, plain, strict=True))


_TEXTUAL: dict[type, Any] = {
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    Decimal: Decimal,
    str: str,
}


def _value(hint: Any, plain: Any, where: str) -> Any:
    if hint in (bool, int):
        fits = isinstance(plain, bool) if hint is bool else isinstance(plain, int) and not isinstance(plain, bool)
        if fits:
            return plain
    elif isinstance(plain, str):
        return _of_list(hint, plain, where) if issubclass(hint, StrEnum) else _TEXTUAL[hint](plain)
    raise UnknownShape(f"{where}: expected {hint.__name__}, found {plain!r:.40}")


def _of_list(hint: type[StrEnum], plain: str, where: str) -> StrEnum:
    try:
        return hint(plain)
    except ValueError as wrong:
        raise UnknownShape(f"{where}: {plain!r:.40} is no {hint.__name__}") from wrong
