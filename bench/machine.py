"""What kind of machine this is: figures are compared with those of the same kind alone."""

import os
import platform
import re
from pathlib import Path


def kind_of_machine() -> str:
    """Name its system, its processor, and how many of them we may use: `linux-x86_64-2-amd-epyc-7763`."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    words = f"{platform.system()}-{platform.machine()}-{usable}-{_model()}"
    return re.sub(r"[^a-z0-9_]+", "-", words.lower()).strip("-")


def _model() -> str:
    try:
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        return platform.processor()
    return re.sub(r"\(.*?\)|@.*|processor|cpu", "", found[1], flags=re.IGNORECASE) if found else ""
