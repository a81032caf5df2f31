"""All benchmarks in one run, beside their budgets and beside the last run on such a machine.

Run: ./souk bench, or python bench/together.py [--only NAME …] [--short] [--keep]. Each runs in a process of
its own, one after the other, on servers started for the purpose; some need wrk. The table's last columns are
the median as a share of its budget, and the change since the figures that are committed for this kind of
machine. --keep writes those anew, and a picture.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from machine import kind_of_machine
from picture import drawn
from stand import Figure, database, servers

HERE = Path(__file__).parent
ROOT = HERE.parent
KEPT = HERE / "figures"
Arguments = Callable[[str, str, bool], Sequence[str]]
"""From the address of an empty database, that of Valkey, and whether it shall be short."""

READS = ("cold", "flat", "page", "list", "afar")
BENCHES: Mapping[str, Arguments] = {
    "bus": lambda _, __, short: ["2"] if short else [],
    "edge": lambda _, __, short: ["1", "2"] if short else [],
    "first": lambda _, __, short: ["2"] if short else [],
    "logins": lambda _, __, short: ["3", "1"] if short else [],
    "catalog": lambda url, valkey, short: [url, valkey, "2000" if short else "100000", *READS],
    "catalog_import": lambda url, valkey, short: [url, valkey, "3000" if short else "100000"],
    "cart": lambda url, _, short: [url, "2" if short else "5"],
    "orders": lambda url, valkey, short: [url, valkey, "3" if short else "10"],
    "events": lambda _, __, short: ["1"] if short else [],
    "jobs": lambda _, __, short: ["1"] if short else [],
    "overload": lambda _, __, short: ["4", "1"] if short else [],
    "live": lambda _, __, short: ["200", "40"] if short else [],
}
ON_EMPTY_DATABASES = {"catalog", "catalog_import", "cart", "orders"}


def main(arguments: Sequence[str]) -> int:
    wanted = options(arguments)
    began, found, failed = time.monotonic(), dict[str, list[Figure]](), list[str]()
    names = wanted.only or list(BENCHES)
    with servers() as (postgres, valkey):
        for number, name in enumerate(names, 1):
            print(f"\n[{number}/{len(names)}] {name}, {time.monotonic() - began:.0f} s so far", flush=True)
            try:
                found[name] = run(name, postgres, valkey, short=wanted.short)
            except (subprocess.CalledProcessError, OSError, ValueError) as error:
                failed.append(name)
                print(f"{name} failed: {error}", flush=True)
    tell(found, committed(), sys.stdout.write)
    if wanted.json:
        wanted.json.write_text(written(found))
    if wanted.keep:
        keep(found)
    missed = [f"{name}: {figure.name.strip()}" for name in found for figure in found[name] if not figure.met]
    print(f"\nMissed: {'; '.join(missed) or 'nothing'}. Failed: {', '.join(failed) or 'none'}.")
    return bool(failed)


def options(arguments: Sequence[str]) -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("--only", nargs="+", choices=BENCHES, help="these alone")
    asked.add_argument("--short", action="store_true", help="small loads, short times: to see that it works")
    asked.add_argument("--keep", action="store_true", help="commit to these: write bench/figures anew")
    asked.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    wanted = asked.parse_args(arguments)
    if wanted.short and wanted.keep:
        asked.error("what was measured in a hurry is not worth keeping")
    return wanted


def run(name: str, postgres: str, valkey: str, *, short: bool) -> list[Figure]:
    with ExitStack() as around:
        folder = Path(around.enter_context(tempfile.TemporaryDirectory()))
        url = postgres
        if name in ON_EMPTY_DATABASES:
            url = around.enter_context(database(postgres, f"bench_{name}", migrated=False))
        environment = {key: value for key, value in os.environ.items() if not key.startswith("SOUK_")}
        environment |= {
            "BENCH_FIGURES": str(folder / "figures"),
            "BENCH_POSTGRES": postgres,
            "BENCH_VALKEY": valkey,
            "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
        }
        command = [sys.executable, str(HERE / f"{name}.py"), *BENCHES[name](url, valkey, short)]
        subprocess.run(command, check=True, cwd=ROOT, env=environment)
        return read((folder / "figures").read_text())


def read(text: str) -> list[Figure]:
    return [Figure(**each) for each in json.loads(text)]


def written(found: Mapping[str, Sequence[Figure]]) -> str:
    plain = {name: [figure._asdict() for figure in figures] for name, figures in found.items()}
    return json.dumps({"machine": kind_of_machine(), "figures": plain}, indent=1) + "\n"


def committed() -> dict[str, float]:
    """Return the medians that are committed for this kind of machine, by `bench: figure`."""
    path = KEPT / f"{kind_of_machine()}.json"
    if not path.exists():
        return {}
    figures = json.loads(path.read_text())["figures"]
    return {f"{name}: {each['name']}": Figure(**each).middle for name in figures for each in figures[name]}


def tell(
    found: Mapping[str, Sequence[Figure]], before: Mapping[str, float], say: Callable[[str], object]
) -> None:
    say(f"\n{kind_of_machine()}\n")
    for name, figures in found.items():
        say(f"\n{name}\n")
        for figure in figures:
            was = before.get(f"{name}: {figure.name}")
            since = f"{figure.middle / was - 1:+.0%} since" if was else ""
            say(f"{figure.line():<110}{since}".rstrip() + "\n")


def keep(found: Mapping[str, Sequence[Figure]]) -> None:
    KEPT.mkdir(exist_ok=True)
    path = KEPT / f"{kind_of_machine()}.json"
    before = json.loads(path.read_text())["figures"] if path.exists() else {}
    rest = {name: read(json.dumps(figures)) for name, figures in before.items() if name not in found}
    everything = {**rest, **found}
    path.write_text(written(everything))
    path.with_suffix(".svg").write_text(drawn(everything, kind_of_machine()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
