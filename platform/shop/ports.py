"""Finds out before anything starts whether a port is free, and if not, who holds it."""

import errno
import socket
import time

import psutil

from souk.startup import StartFailed

HOW = "./souk up --port {}"


def require_free_port(host: str, port: int, *, patience: float = 0.0, how: str = HOW) -> None:
    """Raise StartFailed, naming the holder, if the port stays taken for `patience` seconds.

    `how` says how another one is chosen.
    """
    deadline = time.monotonic() + patience
    while (trouble := _bind(host, port)) is not None:
        if trouble.errno != errno.EADDRINUSE or time.monotonic() >= deadline:
            raise _explained(trouble, host, port, how) from trouble
        time.sleep(0.1)


def _bind(host: str, port: int) -> OSError | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # Connections of an earlier run that still linger do not hold the port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as trouble:
            return trouble
    return None


def _explained(trouble: OSError, host: str, port: int, how: str) -> StartFailed:
    if trouble.errno == errno.EADDRINUSE:
        return StartFailed(
            f"Port {port} is taken by {_holder(port)}.",
            f"Stop that, or choose another port: {how.format(port + 1)}",
        )
    if trouble.errno == errno.EACCES:
        return StartFailed(f"Port {port} is reserved for root.", f"Choose one above 1023: {how.format(8000)}")
    return StartFailed(
        f"Nothing can listen on {host}:{port}: {trouble.strerror}.",
        f"Choose an address of this machine, and a port: {how.format(8000)}",
    )


def _holder(port: int) -> str:
    try:
        listening = [
            each
            for each in psutil.net_connections("tcp")
            if each.status == psutil.CONN_LISTEN and each.laddr and each.laddr.port == port
        ]
        process = psutil.Process(next(each.pid for each in listening if each.pid))
        return f"process {process.pid} ({' '.join(process.cmdline())[:80] or process.name()})"
    except (psutil.Error, StopIteration):
        return "a program of another user"
