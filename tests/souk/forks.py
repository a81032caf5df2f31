"""Worker processes for the tests that kill them: forked from one that has imported everything already.

A new interpreter takes seconds to import the platform, many of them on a busy machine.
"""

import multiprocessing
from multiprocessing.context import ForkServerProcess

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.souk.events.worker", "tests.souk.jobs.worker_process"])

__all__ = ["PROCESSES", "ForkServerProcess"]
