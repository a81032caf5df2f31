"""The wiring of the tracker's own pages."""

from souk.modules import Part, Site, handles
from souk.workflow.endpoints import workflow_endpoints
from souk.workflow.map_query import map_workflow
from souk.workflow.permissions import CAPABILITIES, WORKFLOWS
from souk.workflow.timeline import show_timeline


def part(site: Site) -> Part:
    return Part(
        routes=workflow_endpoints(site.clock),
        handlers=[
            handles(map_workflow, capability=WORKFLOWS),
            handles(show_timeline, capability=WORKFLOWS),
        ],
        permissions=CAPABILITIES,
    )
