"""The shop that `souk up` runs: migrated, filled with the demo's products, with an administrator."""

import asyncio
import gc
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from modules.users.contracts.commands import AppointAdministrator
from shop.assembly import assemble, configure
from shop.front_door import TurnedAway
from shop.histories import histories
from shop.keepsakes import kept_secret, write_private
from shop.peopling import Administrator, people
from shop.places import running_settings
from shop.process import ChildProcess
from shop.readiness import http_ready
from shop.seeding import seed
from shop.up import ServerUrls
from shop.web import serve
from shop.worker import work
from souk.configuration import LoggingSettings, WebSettings
from souk.messages import SYSTEM, Context
from souk.observability.logs import quiet, set_up_logs
from souk.runtime import Runtime
from souk.startup import say

SETTINGS = """\
secret = "{secret}"
[database]
url = "{database}"
[valkey]
url = "{redis}"
[web]
port = {port}
processes = {web}
public_url = "http://127.0.0.1:{port}"
"""


@dataclass(frozen=True, kw_only=True)
class DemoShop:
    """Knows the data folder, what to put into it, and which processes run on it."""

    folder: Path
    port: int
    products: int
    admin_email: str
    admin_password: str | None
    web_processes: int
    workers: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def prepare(self, urls: ServerUrls) -> None:
        """Migrate, and fill a shop that never was; whatever is there already stays as it is."""
        say("Bringing the database up to date …")
        self._remember(urls)
        configuration = configure()
        settings = configuration[LoggingSettings]
        set_up_logs(quiet(settings), for_good=False)  # whoever watches is told in sentences
        histories(configuration).up()
        if not self._came.exists():
            self._fill()
        set_up_logs(settings)

    def finish(self) -> None:
        """See what is missing in a shop that was full before, while its processes start: mostly nothing."""
        if self._came.exists():
            self._fill()

    def processes(self, _: ServerUrls) -> Sequence[ChildProcess]:
        """Return the workers and the web, as forks: everything is imported once, not once for each."""
        gc.freeze()  # what is shared with them is no garbage, and each looks for its own
        workers = [ChildProcess(f"worker {number}", _work) for number in range(1, self.workers + 1)]
        return [*workers, ChildProcess("web", _serve, ready=http_ready("127.0.0.1", self.port))]

    def welcome(self) -> Sequence[str]:
        password = kept_secret(self.folder, "admin-password", self.admin_password)
        body = f'{{"email": "{self.admin_email}", "password": "{password}"}}'
        return [
            "",
            f"Souk is open: {self.address}",
            f"  products   {self.address}/api/products",
            f"  mail       {self.address}/dev/mail",
            f"  the API    {self.address}/schema",
            f"  health     {self.address}/health",
            f"  sign in    {self.admin_email} with the password {password}",
            f"             curl {self.address}/api/users/login --json '{body}'",
            "Ctrl-C stops everything; the data stays.",
            "",
        ]

    def _remember(self, urls: ServerUrls) -> None:
        """Tell the processes, and the souk commands in other terminals, where the servers are."""
        text = SETTINGS.format(
            secret=kept_secret(self.folder, "secret"),
            database=urls.database,
            redis=urls.redis,
            port=self.port,
            web=self.web_processes,
        )
        write_private(running_settings(self.folder), text)
        os.environ["SOUK_DATA_DIR"] = str(self.folder)

    @property
    def _came(self) -> Path:
        return self.folder / "customers-came"

    def _fill(self) -> None:
        configuration = configure()
        asyncio.run(self._filled(Runtime(assemble(configuration), configuration)))

    async def _filled(self, runtime: Runtime) -> None:
        try:
            await runtime.dispatcher.subscribe()
            await seed(runtime, self.products, say)
            password = kept_secret(self.folder, "admin-password", self.admin_password)
            bus = runtime.switchboard.bus(Context(actor=SYSTEM, caller="souk up", reason="demo shop"))
            await bus.do(AppointAdministrator(email=self.admin_email, password=password))
            if self.products:
                await self._invite(runtime, Administrator(email=self.admin_email, password=password))
        finally:
            await runtime.close()

    async def _invite(self, runtime: Runtime, administrator: Administrator) -> None:
        """Let the demo's customers come, once; a shop opens without them, too."""
        if self._came.exists():
            return
        try:
            await people(runtime, say, administrator)
            self._came.touch()
        except (TurnedAway, TimeoutError) as trouble:
            say(f"The demo's customers have not finished shopping: {trouble}")


def _work() -> None:
    work(configure())


def _serve() -> None:
    serve(configure()[WebSettings])
