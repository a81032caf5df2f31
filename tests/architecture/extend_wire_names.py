"""Write new messages, and new optional fields, into docs/wire-names.txt; and a sample of each new message.

What was promised stays: a promise that is broken is not written, a sample that is there is not touched.
"""

import sys
from pathlib import Path

from shop.assembly import assemble, configure
from souk.testing.samples import wired, write_missing
from souk.testing.wire_register import broken_promises, forms, read, written

REGISTER = Path(__file__).parents[2] / "docs/wire-names.txt"
SAMPLES = Path(__file__).parents[1] / "contracts/samples"


def main() -> int:
    promised = read(REGISTER.read_text()) if REGISTER.exists() else {}
    registry = assemble(configure())
    now = forms(registry)
    broken = broken_promises(promised, now)
    if broken:
        sys.stderr.write("\n".join([*broken, "Publish a new version beside the old one instead.", ""]))
        return 1
    REGISTER.write_text(written(now))
    _, by_hand = write_missing(SAMPLES, wired(registry))
    sys.stderr.write("".join(f"{line}\n" for line in by_hand))
    return 1 if by_hand else 0


if __name__ == "__main__":
    sys.exit(main())
