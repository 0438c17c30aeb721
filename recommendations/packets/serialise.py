"""The contents of a packet or a book as JSON, and back: one serialisation, the one that is hashed."""

import json
import types
from dataclasses import is_dataclass
from datetime import date, datetime
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from recommendations.packets.contents import Contents


def plain(value: Any) -> Any:
    """A value of contents as JSON types: dataclasses become objects, tuples lists, dates ISO 8601."""
    if isinstance(value, str):  # which most values are
        return value
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if is_dataclass(value):
        return {name: plain(item) for name, item in vars(value).items()}
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def canonical(value: Any) -> bytes:
    """The one serialisation that is hashed: UTF-8 JSON, keys sorted, no spaces."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def from_plain(data: dict) -> Contents:
    """The contents that `plain` made JSON types of. Raises ValueError: wrong type, missing or unknown member."""
    return typed(Contents, data)


def typed(kind: Any, value: Any) -> Any:
    """A value of the type `kind` from JSON types. Raises ValueError: wrong type, missing or unknown member."""
    origin, arguments = get_origin(kind), get_args(kind)
    if is_dataclass(kind) and isinstance(kind, type):
        return _object(kind, value)
    if origin is tuple and isinstance(value, list):
        return tuple(typed(arguments[0], item) for item in value)
    if origin in (Union, types.UnionType):
        inner = next(argument for argument in arguments if argument is not types.NoneType)
        return None if value is None else typed(inner, value)
    if origin is Literal and value in arguments:
        return value
    if kind in (date, datetime) and isinstance(value, str):
        return kind.fromisoformat(value)
    if kind in (str, int, bool) and type(value) is kind:
        return value
    raise ValueError(f"expected {kind}, got {value!r:.80}")


def _object(kind: type, value: Any) -> Any:
    hints = get_type_hints(kind)
    if not isinstance(value, dict) or not value.keys() <= hints.keys():
        raise ValueError(f"not an object with the members of {kind.__name__}: {value!r:.80}")
    try:
        return kind(**{name: typed(hints[name], item) for name, item in value.items()})
    except TypeError as missing:
        raise ValueError(f"{kind.__name__}: {missing}") from missing
