"""Dramatiq on Valkey: carries a job's id and attempt to a worker. A transport, never the record."""

from collections.abc import Callable, Mapping, Sequence

import dramatiq
from dramatiq.brokers.redis import RedisBroker
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from souk.configuration import ValkeySettings
from souk.jobs.consumer import HintedConsumer
from souk.jobs.record import HandedOver

ACTOR = "souk.job"
SECONDS = 1.0


class HintedBroker(RedisBroker):
    """Dramatiq's broker with a consumer that can be woken, instead of one that sleeps longer and longer."""

    def __init__(self, client: "Redis", namespace: str) -> None:
        # Every command looks after dead workers: by default, their messages come back after two minutes.
        super().__init__(  # type: ignore[no-untyped-call]
            client=client,
            namespace=namespace,
            middleware=[],
            maintenance_chance=1_000_000,
            heartbeat_timeout=5_000,
        )
        self._consumers: list[HintedConsumer] = []

    def declare_queue(self, queue_name: str) -> None:
        """Without a twin for what is delayed, and its thread: what is due later waits in the record."""
        if queue_name not in self.queues:
            self.emit_before("declare_queue", queue_name)
            self.queues.add(queue_name)
            self.emit_after("declare_queue", queue_name)

    def put(self, queue: str, messages: Mapping[str, bytes]) -> None:
        """Enqueue many, in this order, in one round trip, where Dramatiq takes one for each."""
        pipe = self.client.pipeline(transaction=True)
        pairs = [part for pair in messages.items() for part in pair]
        pipe.hset(f"{self.namespace}:{queue}.msgs", items=pairs)
        pipe.rpush(f"{self.namespace}:{queue}", *messages)
        pipe.execute()

    def forget(self, queue: str, messages: Sequence[str]) -> None:
        """Acknowledge many in one round trip."""
        pipe = self.client.pipeline(transaction=False)
        pipe.srem(f"{self.namespace}:__acks__.{self.broker_id}.{queue}", *messages)
        pipe.hdel(f"{self.namespace}:{queue}.msgs", *messages)
        pipe.execute()

    def consume(self, queue_name: str, prefetch: int = 1, timeout: int = 5_000) -> HintedConsumer:
        consumer = HintedConsumer(self, queue_name, prefetch, timeout)
        self._consumers.append(consumer)
        return consumer

    def wake(self) -> None:
        """Let every consumer look at once."""
        for consumer in self._consumers:
            consumer.wake()


class Transport:
    """Sends messages, and tells which ones are still on their way. Every call is bounded, and blocks."""

    def __init__(self, settings: ValkeySettings) -> None:
        self._client = Redis.from_url(
            settings.url,
            socket_timeout=SECONDS,
            socket_connect_timeout=SECONDS,
            retry=Retry(NoBackoff(), 0),  # whoever calls tries again, and knows that it did
            driver_info=None,  # to say its version, each connection would read it from a file
        )
        self._namespace = f"{settings.prefix}:jobs"
        self.broker = HintedBroker(self._client, self._namespace)

    def carry_to(self, run: Callable[[str, int], None], queues: Sequence[str]) -> None:
        """Declare the one actor, which runs `run(id, attempt)` in a worker's thread."""
        dramatiq.Actor(
            run, broker=self.broker, actor_name=ACTOR, queue_name=queues[0], priority=0, options={}
        )
        for queue in queues:
            self.broker.declare_queue(queue)

    def send(self, jobs: Sequence[HandedOver]) -> None:
        """Put them on their queues, in this order. Raises when Valkey does not take one."""
        queues: dict[str, dict[str, bytes]] = {}
        for job in jobs:
            queues.setdefault(job.queue, {})[_carried(job)] = _message(job).encode()
        for queue, messages in queues.items():
            self.broker.put(queue, messages)
        self.broker.wake()

    def lost(self, jobs: Sequence[HandedOver]) -> list[HandedOver]:
        """Return those that are neither queued nor in a worker's hands."""
        pipe = self._client.pipeline(transaction=False)
        for job in jobs:
            pipe.hexists(f"{self._namespace}:{job.queue}.msgs", _carried(job))
        return [job for job, there in zip(jobs, pipe.execute(), strict=True) if not there]

    def ping(self) -> None:
        self._client.ping()

    def close(self) -> None:
        self.broker.close()
        self._client.close()


def _message(job: HandedOver) -> "dramatiq.Message[None]":
    return dramatiq.Message(
        queue_name=job.queue,
        actor_name=ACTOR,
        args=(str(job.id), job.attempt),
        kwargs={},
        options={"redis_message_id": _carried(job)},
        message_id=_carried(job),
    )


def _carried(job: HandedOver) -> str:
    """Name the message after what it carries, so that it can be looked for."""
    return f"{job.id}:{job.attempt}"
