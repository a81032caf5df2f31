"""The pages show what the document says, to any browser, with nothing from elsewhere."""

import base64
import hashlib
import re
from typing import Any

import httpx
import pytest

from shop.assembly import assemble, configure
from shop.web import web_application
from souk.configuration import PLATFORM_SECTIONS, LoggingSettings, WebSettings, load
from souk.http.application import application
from souk.http.edge import Edge
from souk.openapi.endpoints import schema_endpoints
from souk.openapi.pages import POLICY, overview
from souk.openapi.pages.markup import tag, with_code
from souk.runtime import Runtime
from tests.shop.api.routes import DOCUMENT

NOWHERE = {"database.url": "postgresql://nobody@127.0.0.1:1/nothing", "logging.access": False}


def client_of(app: Any) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop.test")


@pytest.fixture
def client() -> httpx.AsyncClient:
    configuration = load(PLATFORM_SECTIONS, environment={}, overrides=NOWHERE)
    edge = Edge(None, None, configuration)  # type: ignore[arg-type]
    endpoints = schema_endpoints(lambda: DOCUMENT)
    return client_of(application(endpoints, edge, configuration[WebSettings], configuration[LoggingSettings]))


def test_shows_every_operation():
    page = overview(DOCUMENT)
    for path, operations in DOCUMENT["paths"].items():
        assert f">{path}</code>" in page
        for operation in operations.values():
            assert f'id="{operation["operationId"]}"' in page
            assert f">{operation['x-policy']}</span>" in page


def test_links_every_problem_to_its_meaning():
    page = overview(DOCUMENT)
    for code in re.findall(r'href="#problem-([a-z_]+)"', page):
        assert f'id="problem-{code}"' in page


def test_needs_nothing_from_elsewhere():
    page = overview(DOCUMENT)
    assert "<script" not in page
    assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', page)
    assert not re.findall(r"url\(|@import", page)
    assert ' style="' not in page


def test_the_policy_lets_exactly_this_style_pass():
    style = re.findall(r"<style>(.*?)</style>", overview(DOCUMENT), re.DOTALL)
    assert len(style) == 1
    digest = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in POLICY.decode()


def test_nothing_is_left_unescaped():
    assert tag("p", "<b>", class_='"x"') == '<p class="&quot;x&quot;">&lt;b&gt;</p>'
    assert with_code("a `<b>` & c") == "a <code>&lt;b&gt;</code> &amp; c"
    assert tag("p", tag("b", "&")) == "<p><b>&amp;</b></p>"


async def test_the_page_is_served_under_its_policy(client: httpx.AsyncClient):
    answer = await client.get("/schema")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers.get_list("content-security-policy") == [POLICY.decode()]
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert answer.text == overview(DOCUMENT)


async def test_the_document_is_served_and_may_be_kept(client: httpx.AsyncClient):
    answer = await client.get("/schema/openapi.json")
    assert answer.json() == DOCUMENT
    assert answer.headers["cache-control"] == "public, max-age=300"
    again = await client.get("/schema/openapi.json", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_the_type_of_a_problem_leads_somewhere(client: httpx.AsyncClient):
    problem = (await client.get("/nowhere")).json()
    answer = await client.get(problem["type"])
    assert answer.status_code == 200
    assert problem["title"] in answer.text


async def test_a_code_that_is_none_leads_nowhere(client: httpx.AsyncClient):
    answer = await client.get("/problems/canary")
    assert answer.status_code == 404
    assert "canary" not in answer.text


@pytest.mark.parametrize(("documentation", "status"), [(True, 200), (False, 404)])
@pytest.mark.security(44)
async def test_the_documentation_can_be_closed(documentation: bool, status: int):
    configuration = configure(NOWHERE | {"web.documentation": documentation})
    runtime = Runtime(assemble(configuration), configuration)
    async with client_of(web_application(runtime)) as client:
        for path in ("/schema", "/schema/openapi.json", "/problems/not_found"):
            assert (await client.get(path)).status_code == status
    await runtime.close()
