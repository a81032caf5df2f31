"""The command refuses what it should, before it sends anything."""

import pytest
from click.testing import CliRunner, Result

from shop.command_line.load_words import missed
from shop.command_line.loading import is_here, loadtest
from shop.load.report import Row
from souk.startup import StartFailed
from tests.souk.http.served import free_port


def run(*arguments: str) -> Result:
    return CliRunner().invoke(loadtest, arguments)


def test_a_shop_elsewhere_is_asked_only_by_its_owner():
    refused = run("--url", "https://shop.example")
    assert refused.exit_code == 2
    assert "--i-own-this-shop" in refused.output


@pytest.mark.parametrize("url", ["http://localhost:1", "http://127.0.0.1", "http://[::1]:8000/shop"])
def test_this_machine_is_here(url: str):
    assert is_here(url)


@pytest.mark.parametrize(
    "url", ["http://10.0.0.1", "http://localhost.example", "http://127.0.0.1.example", "https://x@shop"]
)
def test_others_are_not(url: str):
    assert not is_here(url)


@pytest.mark.parametrize("url", ["shop", "ftp://127.0.0.1", "http://"])
def test_an_address_is_one(url: str):
    with pytest.raises(StartFailed):
        is_here(url)


def test_a_loop_is_open_or_closed():
    assert "open loop or a closed one" in run("--rate", "5", "--visitors", "5").output


def test_says_when_nobody_answers():
    with pytest.raises(StartFailed, match="does not answer"):
        CliRunner().invoke(
            loadtest, ["--url", f"http://127.0.0.1:{free_port()}", "--seconds", "1"], catch_exceptions=False
        )


def test_a_threshold_that_is_missed_is_named():
    row = Row(route="all", requests=1000, per_second=10, p50=1, p95=300, p99=400, errors={"timeout": 2})
    assert missed(row, 300, 0.2) == []
    assert missed(row, 250, 0.1) == ["p95 is 300 ms, not 250", "0.20% are errors, not 0.1 %"]
    nothing = Row(route="all", requests=0, per_second=0, p50=0, p95=0, p99=0, errors={})
    assert missed(nothing, None, None) == ["nothing was asked"]
