"""Write new messages, and new optional fields, into docs/wire-names.txt. What was promised stays."""

import sys
from pathlib import Path

from shop.assembly import assemble, configure
from souk.testing.wire_register import broken_promises, forms, read, written

REGISTER = Path(__file__).parents[2] / "docs/wire-names.txt"


def main() -> int:
    promised = read(REGISTER.read_text()) if REGISTER.exists() else {}
    now = forms(assemble(configure()))
    broken = broken_promises(promised, now)
    if broken:
        sys.stderr.write("\n".join([*broken, "Publish a new version beside the old one instead.", ""]))
        return 1
    REGISTER.write_text(written(now))
    return 0


if __name__ == "__main__":
    sys.exit(main())
