"""The nearest level: answers in this process, the least lately used given up first."""

from collections import OrderedDict
from collections.abc import Iterable

from souk.cache.answers import KeptAnswer


class Memory:
    """Bounded in bytes. Finds answers by their key, and drops them by their tags."""

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._size = 0
        self._answers: OrderedDict[bytes, KeptAnswer] = OrderedDict()
        self._by_tag: dict[str, set[bytes]] = {}

    def __len__(self) -> int:
        return len(self._answers)

    @property
    def size(self) -> int:
        return self._size

    def get(self, key: bytes) -> KeptAnswer | None:
        answer = self._answers.get(key)
        if answer is not None:
            self._answers.move_to_end(key)
        return answer

    def put(self, key: bytes, answer: KeptAnswer) -> None:
        self.drop(key)
        self._answers[key] = answer
        self._size += answer.size
        for tag in answer.record.tags:
            self._by_tag.setdefault(tag, set()).add(key)
        while self._size > self._largest:
            self.drop(next(iter(self._answers)))

    def drop(self, key: bytes) -> None:
        answer = self._answers.pop(key, None)
        if answer is None:
            return
        self._size -= answer.size
        for tag in answer.record.tags:
            keys = self._by_tag[tag]
            keys.discard(key)
            if not keys:
                del self._by_tag[tag]

    def drop_tagged(self, tag: str) -> int:
        """Drop every answer with this tag, and tell how many there were."""
        keys = list(self._by_tag.get(tag, ()))
        for key in keys:
            self.drop(key)
        return len(keys)

    def ages(self) -> Iterable[float]:
        return [answer.age for answer in self._answers.values()]
