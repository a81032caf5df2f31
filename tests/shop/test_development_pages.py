"""What a developer sees at /dev, and nobody else."""

import base64
import hashlib
import re

import pytest

from shop.development.endpoints import development_endpoints
from souk.configuration import PLATFORM_SECTIONS, BadSettings, Configuration, load
from souk.testing import Stage

ANN = {"email": "ann@example.com", "password": "correct horse", "firstName": "<b>Ann</b>", "lastName": "Lee"}
LINK = re.compile(r'href="[^"]*(/dev/[a-z-]+)\?token=([A-Za-z0-9_\-]{64})"')


def configured(**settings: str) -> Configuration:
    return load(PLATFORM_SECTIONS, environment={}, overrides=settings)


@pytest.fixture
def open_pages(stage: Stage) -> Stage:
    """The stage with the pages that its own settings ask for."""
    stage.beside = development_endpoints(stage.configuration)
    return stage


async def test_the_link_in_the_mail_that_is_shown_verifies_the_address(open_pages: Stage):
    async with open_pages.client() as client:
        await client.post("/api/users/register", json=ANN)
        await open_pages.work()
        page = await client.get("/dev/mail")
        link = LINK.search(page.text)
        assert link is not None
        form = await client.get(f"{link[1]}?token={link[2]}")
        path = re.search(r'data-path="([^"]+)" data-token="([^"]+)"', form.text)
        assert path is not None
        answer = await client.post(path[1], json={"token": path[2], "password": ANN["password"]})
    assert answer.status_code == 204
    (account,) = await open_pages.rows("SELECT email_verified_at FROM users.account")
    assert account["email_verified_at"] is not None


async def test_a_name_is_text_on_every_page_and_no_page_runs_a_strangers_script(open_pages: Stage):
    async with open_pages.client() as client:
        await client.post("/api/users/register", json=ANN)
        await open_pages.work()
        listed = await client.get("/dev/mail")
        id = re.search(r'href="/dev/mail/([^"]+)"', listed.text)
        assert id is not None
        shown = await client.get(f"/dev/mail/{id[1]}")
        form = await client.get("/dev/verify-email?token=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    for page in (listed, shown, form):
        assert "<b>Ann" not in page.text
        assert "<script>alert" not in page.text
        assert page.headers["content-security-policy"].startswith("default-src 'none'")
        assert "unsafe-inline" not in page.headers["content-security-policy"].partition("script-src")[2]


async def test_the_live_page_runs_its_own_script_and_listens_for_what_the_modules_show(stage: Stage):
    stage.beside = development_endpoints(stage.configuration, stage.registry.modules.values())
    async with stage.client() as client:
        shown = await client.get("/dev/live")
    assert '"stock.low"' in shown.text
    assert "{{" not in shown.text
    script = shown.text.partition("<script>")[2].partition("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in shown.headers["content-security-policy"]


def test_in_production_there_is_none_and_where_mail_is_sent_there_is_none():
    safe = {
        "secret": "x" * 32,
        "web.allowed_hosts": "shop.example.com",
        "web.public_url": "https://shop.example.com",
        "mail.smtp_host": "smtp.example.com",
        "mail.sender": "shop@example.com",
    }
    assert development_endpoints(configured()) != []
    sends = development_endpoints(configured(**{"mail.smtp_host": "localhost"}))
    assert [endpoint.path for endpoint in sends] == ["/dev/live"]
    assert development_endpoints(configured(environment="production", **safe)) == []


@pytest.mark.parametrize(
    ("setting", "value"),
    [("mail.smtp_host", ""), ("mail.smtp_security", "none"), ("mail.sender", "shop@souk.example")],
)
def test_security_43_production_refuses_to_start_with_mail_that_is_not_safe(setting: str, value: str):
    mail = {"mail.smtp_host": "smtp.example.com", "mail.sender": "shop@example.com", setting: value}
    with pytest.raises(BadSettings, match=setting):
        configured(environment="production", **mail)
