"""Loads an aggregate under its lock: putting that statement together costs as much as running it."""

from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Mapper


@cache
def locking(mapper: Mapper[Any]) -> Select[Any]:
    """Return the statement that loads one of these by its `identity`, locked; built once for each kind."""
    (key,) = mapper.primary_key
    return select(mapper).where(key == bindparam("identity", type_=key.type)).with_for_update()
