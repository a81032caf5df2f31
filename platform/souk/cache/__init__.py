"""Finished answers kept near, in the process and behind that in Valkey, and forgotten when they change."""

from souk.cache.answers import KeptAnswer
from souk.cache.forgetting import Forgetting
from souk.cache.levels import AnswerCache, Loaded

__all__ = ["AnswerCache", "Forgetting", "KeptAnswer", "Loaded"]
