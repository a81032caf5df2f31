"""The list of commands; each is imported when it is needed, so that none pays for the others."""

import gc
import importlib
from collections.abc import Mapping
from types import ModuleType
from typing import Any

import rich_click as click

WHERE: Mapping[str, str] = {
    "up": "opening",
    "serve": "starting",
    "worker": "starting",
    "test": "testing",
    "migrate": "migrating",
    "seed": "seeding",
    "rebuild": "rebuilding",
    "new": "making",
    "docs": "documenting",
    "openapi": "describing",
    "events": "events",
    "jobs": "jobs",
    "schedules": "jobs",
    "modules": "looking",
    "config": "looking",
    "doctor": "looking",
    "users": "people",
    "audit": "auditing",
    "mail": "mailing",
    "workflow": "workflows",
    "loadtest": "loading",
    "bench": "benching",
    "shell": "shell",
}


class Commands(click.RichGroup):
    """A group whose commands live in modules of this package."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(WHERE)

    def get_command(self, ctx: click.Context, cmd_name: str) -> Any:  # noqa: ARG002 - click's signature
        if cmd_name not in WHERE:
            return None
        return getattr(imported(f"shop.command_line.{WHERE[cmd_name]}"), cmd_name)


def imported(name: str) -> ModuleType:
    """Return a module. What an import makes stays: looking for garbage in it takes a tenth of the time."""
    gc.disable()
    try:
        return importlib.import_module(name)
    finally:
        gc.enable()
