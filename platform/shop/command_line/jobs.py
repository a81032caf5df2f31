"""souk jobs, souk schedules."""

import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar, get_args
from uuid import UUID

import msgspec
import rich_click as click
from rich.console import Console

from shop.command_line.running import with_bus
from shop.command_line.tables import table
from souk.bus import Bus
from souk.jobs.acting import CancelJob, RetryJob, RunJob, RunSchedule
from souk.jobs.seeing import JobSeen, ListJobs, ListSchedules, ShowJob, State

T = TypeVar("T")

console = Console(soft_wrap=True)

WHICH_JOBS = "`souk jobs list` shows them, with their states."
WHICH_TYPES = "`souk jobs list` and docs/modules name the types that there are."
WHICH_SCHEDULES = "`souk schedules list` shows those that there are."


@click.group()
def jobs() -> None:
    """Background jobs: what waits, runs and failed.

    A job is work that the shop does when nobody waits for it: mails, imports, the nightly comparison of the
    books. One that fails is tried again by itself; after its last attempt it stays as `failed` until
    somebody decides.

        souk jobs list --state failed
    """


@jobs.command("list")
@click.option("--state", type=click.Choice(get_args(State)), help="Only those in this state.")
@click.option("--type", "kind", help="Only this type, such as orders.send_confirmation.v1.")
@click.option("--queue", help="Only this queue.")
@click.option("--before", type=click.UUID, help="Go on after the last job of the page before.")
@click.option("--limit", type=click.IntRange(1, 200), default=50, help="How many.")
def list_jobs(
    state: State | None, kind: str | None, queue: str | None, before: UUID | None, limit: int
) -> None:
    """List jobs, the newest first: id, when it is or was due (UTC), state, type, attempt, progress.

    `waiting` is due or will be, `handed_over` lies in Valkey until a worker is free, `failed` has used up
    its attempts. The reason is that of the last attempt.
    """
    wanted = ListJobs(state=state, type=kind, queue=queue, before=before, most=limit)
    found = _with_bus(lambda bus: bus.ask(wanted))
    if not found:
        click.echo("There are none.")
        return
    for job in found:
        click.echo(f"{job.id}  {_time(job.due_at)}  {job.state}  {job.type}{_tries(job)}")
        if job.reason:
            click.echo(f"    {job.reason}")


@jobs.command()
@click.argument("id", type=click.UUID)
def show(id: UUID) -> None:
    """Show one job with its history: every attempt, how it ended, and why."""
    found = _with_bus(lambda bus: bus.ask(ShowJob(id=id)))
    job = found.job
    for name in job.__struct_fields__:
        console.print(f"{name:>16}  {getattr(job, name)}", highlight=False)
    console.print(f"{'arguments':>16}  {found.arguments}", highlight=False)
    console.print(f"{'asked by':>16}  {found.asked_by or 'the system'}", highlight=False)
    for attempt in found.attempts:
        console.print(
            f"attempt {attempt.attempt}: {attempt.outcome} {_time(attempt.ended_at)}, {attempt.reason}"
        )


@jobs.command()
@click.argument("id", type=click.UUID)
def retry(id: UUID) -> None:
    """Do a failed or cancelled job again, once what made it fail is mended."""
    _with_bus(lambda bus: bus.do(RetryJob(id=id)))
    click.echo(f"{id} is due now.")


@jobs.command()
@click.argument("id", type=click.UUID)
def cancel(id: UUID) -> None:
    """Cancel a job; one that runs is stopped, and what it did is undone."""
    _with_bus(lambda bus: bus.do(CancelJob(id=id)))
    click.echo(f"{id} is cancelled.")


@jobs.command()
@click.argument("kind", metavar="TYPE")
@click.argument("arguments", default="{}")
def run(kind: str, arguments: str) -> None:
    """Do a job at once: its TYPE, and its ARGUMENTS as JSON.

    For example:

        souk jobs run payments.reconcile_books.v1 '{"days": 3}'
    """
    try:
        command = RunJob(type=kind, arguments=json.loads(arguments))
        made = _with_bus(lambda bus: bus.do(command), WHICH_TYPES)
    except (json.JSONDecodeError, msgspec.ValidationError) as error:
        raise click.BadParameter(f"{kind} does not take these: {error}", param_hint="ARGUMENTS") from None
    click.echo(f"{made} is due now.")


@click.group()
def schedules() -> None:
    """What is done again and again: each night, each minute."""


@schedules.command("list")
def list_schedules() -> None:
    """List the schedules and their due times, in UTC."""
    rows = table("schedule", "cron", "if missed", "last due", "next due")
    for schedule in _with_bus(lambda bus: bus.ask(ListSchedules())):
        last = _time(schedule.last_due) if schedule.last_due else "never"
        rows.add_row(schedule.name, schedule.cron, schedule.missed, last, _time(schedule.next_due))
    console.print(rows)


@schedules.command("run")
@click.argument("name")
def run_schedule(name: str) -> None:
    """Do now what the schedule NAME does; its due times stay as they are."""
    made = _with_bus(lambda bus: bus.do(RunSchedule(name=name)), WHICH_SCHEDULES)
    click.echo(f"{made} is due now.")


def _with_bus(work: Callable[[Bus], Awaitable[T]], hint: str = WHICH_JOBS) -> T:
    return with_bus("souk jobs", work, hint)


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def _tries(job: JobSeen) -> str:
    progress = f", {job.progress} of {job.progress_of} done" if job.progress_of else ""
    return (f", attempt {job.attempt}" if job.attempt else "") + progress
