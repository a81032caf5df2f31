"""`.env.example` names every setting there is, and no other."""

from pathlib import Path

from shop.assembly import SECTIONS
from souk.configuration import environment_file

ROOT = Path(__file__).parents[2]


def test_ends_with_every_setting_as_the_command_prints_them():
    written = (ROOT / ".env.example").read_text()
    assert written.endswith(environment_file(SECTIONS)), (
        "write the output of `souk config --example` to the end of .env.example"
    )


def test_shows_no_secret_not_even_a_default_one():
    filled_in = [
        line for line in (ROOT / ".env.example").read_text().splitlines() if "=" in line and "SECRET" in line
    ]
    assert filled_in
    assert all(line.endswith("=") for line in filled_in)
