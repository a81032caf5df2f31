"""Bringing a file of products."""

import gzip
from uuid import UUID

import pytest

from modules.catalog.run_import.job import RunImport
from souk.testing import customer

PATH = "/api/admin/products/import"
HEADING = "slug,name,category,sku,price,currency,description,onHand,option.colour,attribute.brand\n"
ROW = "aura,Aura,audio,A-1,10.50,EUR,Quiet,3,red,Lumara\n"


async def test_answers_202_and_wants_it_done(stage, desk):
    answer = await desk.client.post(PATH, content=HEADING + ROW, headers={"content-type": "text/csv"})
    assert answer.status_code == 202
    assert await stage.enqueued(RunImport) == [RunImport(import_id=UUID(answer.json()["id"]))]
    watched = (await desk.client.get(answer.json()["watch"])).json()
    assert (watched["state"], watched["dryRun"], watched["rows"]) == ("waiting", False, 0)


async def test_takes_it_packed(stage, desk):
    headers = {"content-type": "text/csv", "content-encoding": "gzip"}
    packed = gzip.compress((HEADING + ROW).encode())
    assert (await desk.client.post(PATH, content=packed, headers=headers)).status_code == 202


async def test_refuses_a_bomb(desk):
    headers = {"content-type": "text/csv", "content-encoding": "gzip"}
    bomb = gzip.compress(b"0" * 50_000_000)
    answer = await desk.client.post(PATH, content=bomb, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


@pytest.mark.parametrize("kind", ["application/json", "image/png"])
async def test_refuses_other_kinds_of_files(desk, kind):
    answer = await desk.client.post(PATH, content=b"x", headers={"content-type": kind})
    assert answer.status_code == 415


async def test_is_for_editors(stage):
    async with stage.client(customer()) as client:
        answer = await client.post(PATH, content=HEADING, headers={"content-type": "text/csv"})
    assert answer.status_code == 403
