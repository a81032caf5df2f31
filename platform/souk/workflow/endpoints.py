"""GET /api/admin/workflows/{workflow} and /api/admin/workflows/{workflow}/{id}."""

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from souk.bus import Bus
from souk.http import Malformed, Parameters, get, requires
from souk.http.mistakes import Mistake
from souk.kernel import NotFound
from souk.workflow.map_query import AskMap
from souk.workflow.maps import WorkflowMap
from souk.workflow.permissions import WORKFLOWS
from souk.workflow.timeline import AskTimeline, Timeline

HOUR_SECONDS = 3600
YEAR_SECONDS = 366 * 24 * HOUR_SECONDS
Moment = Annotated[datetime, Meta(tz=True)]


class MapParameters(Parameters):
    """The window is the last seven days unless it is given; `stuckAfter` is in seconds."""

    since: Moment | None = msgspec.field(name="from", default=None)
    until: Moment | None = msgspec.field(name="to", default=None)
    stuck_after: Annotated[int, Meta(ge=1, le=YEAR_SECONDS)] = HOUR_SECONDS


@get("/api/admin/workflows/{workflow}", policy=requires(WORKFLOWS), refuses=[NotFound])
async def show_workflow_map(workflow: str, parameters: MapParameters, bus: Bus) -> WorkflowMap:
    """How a workflow really goes: steps, transitions with their times, and who is stuck where."""
    since, until = parameters.since, parameters.until
    if since and until and since >= until:
        late = Mistake(pointer="?from", code="empty_window", detail="`from` must be before `to`.")
        raise Malformed([late])
    stuck_after = timedelta(seconds=parameters.stuck_after)
    return await bus.ask(AskMap(workflow=workflow, since=since, until=until, stuck_after=stuck_after))


@get("/api/admin/workflows/{workflow}/{id}", policy=requires(WORKFLOWS), refuses=[NotFound])
async def show_workflow_timeline(workflow: str, id: UUID, bus: Bus) -> Timeline:
    """What happened to one instance: when, by whom, why, and with which values."""
    return await bus.ask(AskTimeline(workflow=workflow, instance=id))


ENDPOINTS = [show_workflow_map, show_workflow_timeline]
