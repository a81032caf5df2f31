"""What the embedded Valkey promises."""

from pathlib import Path

import pytest
import redis

from souk.embedded import EmbeddedValkey, StartFailed


def test_it_answers_and_never_drops_a_queue(tmp_path: Path) -> None:
    with EmbeddedValkey(tmp_path / "with space") as server, redis.Redis.from_url(server.url) as client:
        assert client.ping()
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        assert client.config_get("save") == {"save": ""}


def test_a_path_too_long_for_a_socket_works(tmp_path: Path) -> None:
    with EmbeddedValkey(tmp_path / ("long" * 30)) as server, redis.Redis.from_url(server.url) as client:
        assert client.ping()


def test_a_second_server_on_the_same_data_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with EmbeddedValkey(tmp_path), pytest.raises(StartFailed, match="is in use by process"):
        EmbeddedValkey(tmp_path).start()
