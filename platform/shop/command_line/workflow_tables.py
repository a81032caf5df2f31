"""Maps and timelines as tables for a terminal."""

from rich.table import Table

from souk.workflow.drawing import duration
from souk.workflow.maps import MappedStep, WorkflowMap
from souk.workflow.timeline import Moment, Sum, Timeline

STATES = {"started": "", "completed": "green", "failed": "red", "cancelled": "yellow", "decided": "cyan"}


def steps_table(found: WorkflowMap) -> Table:
    window = f"{found.since:%d %b %Y %H:%M} to {found.until:%d %b %Y %H:%M} UTC"
    table = Table(title=f"{found.workflow}, {window}: {found.instances:,} begun", title_justify="left")
    table.add_column("step", no_wrap=True)
    for heading in ("visits", "completed", "failed", "cancelled", "mean", "p95"):
        table.add_column(heading, justify="right")
    table.add_column("stuck now")
    for step in found.steps:
        counts = (step.visits, step.completed, step.failed, step.cancelled)
        times = (duration(step.mean_seconds), duration(step.p95_seconds))
        name = f"{step.step}?" if step.decides else step.step
        table.add_row(name, *(f"{count:,}" if count else "" for count in counts), *times, _stuck(step))
    return table


def transitions_table(found: WorkflowMap) -> Table:
    table = Table(title="transitions, with the time between the two steps", title_justify="left")
    for heading in ("from", "chosen", "to"):
        table.add_column(heading, no_wrap=True)
    for heading in ("times", "mean", "p95"):
        table.add_column(heading, justify="right")
    for each in found.transitions:
        times = (duration(each.mean_seconds), duration(each.p95_seconds))
        table.add_row(each.source or "(begins)", each.choice or "", each.target, f"{each.count:,}", *times)
    return table


def timeline_table(found: Timeline) -> Table:
    table = Table("when (UTC)", "step", "state", "took", "by", "why", "values")
    table.title = f"{found.workflow} {found.instance}"
    table.title_justify = "left"
    for moment in found.moments:
        style = STATES[moment.state]
        state = f"[{style}]{moment.state}[/{style}]" if style else moment.state
        chosen = f": {moment.chosen}" if moment.chosen else ""
        took = "" if moment.took_seconds is None else duration(moment.took_seconds)
        when = f"{moment.at:%Y-%m-%d %H:%M:%S.%f}"[:-3]
        table.add_row(when, moment.step, state + chosen, took, _by(moment), _why(moment), _values(moment))
    return table


def _stuck(step: MappedStep) -> str:
    if step.stuck is None:
        return ""
    longest = duration(step.stuck.longest_seconds)
    return f"[red]{step.stuck.instances:,}, up to {longest}[/red]\n{step.stuck.oldest_instance}"


def _by(moment: Moment) -> str:
    return f"{moment.actor_kind}\n{moment.actor_id}" if moment.actor_id else moment.actor_kind


def _why(moment: Moment) -> str:
    return "\n".join(part for part in (moment.reason, f"({moment.cause})" if moment.cause else "") if part)


def _values(moment: Moment) -> str:
    shown = {
        name: f"{value.amount} {value.currency}" if isinstance(value, Sum) else value
        for name, value in moment.detail.items()
    }
    return "\n".join(f"{name} {value}" for name, value in shown.items())
