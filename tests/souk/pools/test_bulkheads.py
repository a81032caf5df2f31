"""A module whose connections are all taken says so soon; the others do not notice."""

import asyncio

from souk.testing import Stage


async def test_an_exhausted_module_answers_503_and_the_others_go_on(stage: Stage):
    async with stage.client() as client:
        async with stage.runtime.databases["users"].engine.connect():  # its only one
            crowd = await asyncio.gather(*(client.get("/api/bells") for _ in range(20)))
            beside = await client.get("/api/moulds")
        assert {answer.status_code for answer in crowd} == {503}
        assert {answer.json()["code"] for answer in crowd} == {"unavailable"}
        assert {answer.headers["retry-after"] for answer in crowd} == {"2"}
        assert (beside.status_code, beside.json()) == (200, {"number": 2})
        assert (await client.get("/api/bells")).status_code == 200


async def test_who_is_cancelled_while_waiting_costs_no_connection(stage: Stage):
    async with stage.client() as client:
        async with stage.runtime.databases["users"].engine.connect():
            waiting = [asyncio.create_task(client.get("/api/bells")) for _ in range(50)]
            await asyncio.sleep(0)
            for task in waiting:
                task.cancel()
            await asyncio.wait(waiting)
        assert (await client.get("/api/bells")).status_code == 200
