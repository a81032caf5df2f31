"""A taken port is explained, not just refused."""

import os
import socket

import pytest

from shop.ports import require_free_port
from souk.startup import StartFailed


def test_a_taken_port_names_its_holder_and_another_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = holder.getsockname()[1]
        with pytest.raises(StartFailed, match=rf"Port {port} is taken by process {os.getpid()}") as refusal:
            require_free_port("127.0.0.1", port)
    assert f"--port {port + 1}" in refusal.value.remedy
    require_free_port("127.0.0.1", port)


def test_an_address_of_another_machine_is_refused_with_a_sentence() -> None:
    with pytest.raises(StartFailed, match="Nothing can listen on"):
        require_free_port("192.0.2.1", 8000)
