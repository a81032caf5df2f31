"""The settings that the embedded PostgreSQL runs with, given as arguments so that no file disagrees."""

from pathlib import Path

_ALWAYS = {
    "random_page_cost": "1.1",
    "jit": "off",
    "track_io_timing": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "idle_in_transaction_session_timeout": "60s",
    # Details and statements repeat what people typed, and a log file must hold no personal data.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_checkpoints": "off",
}
_DURABLE = {"shared_buffers": "256MB", "max_connections": "200"}
# For tests, whose data nobody misses after a power cut.
_FLEETING = {
    "shared_buffers": "128MB",
    "max_connections": "500",  # many shops at once, each with pools of its own
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "authentication_timeout": "10s",  # no database is dropped while a login is half done, whosever it is
}


def command_line(*, sockets: Path, port: int | None, durable: bool) -> list[str]:
    """The arguments for `postgres`: a private Unix socket, and TCP on this machine if a port is given."""
    settings = {
        **_ALWAYS,
        **(_DURABLE if durable else _FLEETING),
        "unix_socket_directories": str(sockets),
        "unix_socket_permissions": "0700",
        "listen_addresses": "127.0.0.1" if port else "",
        "port": str(port or 5432),
    }
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
