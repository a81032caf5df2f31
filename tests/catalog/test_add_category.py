"""Adding a category."""

import asyncio

import pytest

from modules.catalog.add_category.handler import AddCategory
from modules.catalog.domain.category import TreeTooDeep, UnknownCategory
from modules.catalog.domain.slugs import SlugTaken
from souk.messages import SYSTEM, LacksCapability, StaffActed
from souk.testing import Stage, customer, staff

EDITOR = staff("catalog:edit")


async def test_keeps_the_way_from_the_top_down(stage: Stage, goods):
    top = await goods.category("Electronics")
    audio = await goods.category("Audio", parent="electronics")
    headphones = await goods.category("Headphones", parent="audio")
    rows = await stage.rows("SELECT path, parent_id FROM catalog.category WHERE slug = 'headphones'")
    assert rows[0]["path"] == [top.id, audio.id, headphones.id]
    assert rows[0]["parent_id"] == audio.id


async def test_answers_201_with_a_slug_made_of_the_name(stage: Stage):
    async with stage.client(EDITOR) as client:
        answer = await client.post("/api/admin/categories", json={"name": " Chef's Knives & Boards "})
    assert answer.status_code == 201
    assert answer.json() | {"id": ""} == {
        "id": "",
        "slug": "chefs-knives-boards",
        "name": "Chef's Knives & Boards",
        "parent": None,
    }


async def test_says_that_staff_did_it(stage: Stage):
    added = await stage.do(AddCategory(name="Garden"), EDITOR)
    assert await stage.published(StaffActed) == [
        StaffActed(
            actor_id=EDITOR.id,
            capability="catalog:edit",
            action="add_category",
            subject=f"category/{added.id}",
        )
    ]


async def test_puts_nobody_down_for_what_the_system_does_itself(stage: Stage):
    await stage.do(AddCategory(name="Garden"), SYSTEM)
    assert await stage.published(StaffActed) == []


async def test_refuses_a_taken_slug(stage: Stage, goods):
    await goods.category("Garden")
    await stage.scenario.do(AddCategory(name="Garden"), EDITOR).then_refused(SlugTaken)


async def test_of_several_at_once_with_one_slug_only_one_wins(stage: Stage):
    outcomes = await asyncio.gather(
        *(stage.do(AddCategory(name="Garden"), EDITOR) for _ in range(8)), return_exceptions=True
    )
    assert sum(isinstance(outcome, SlugTaken) for outcome in outcomes) == 7
    assert len(await stage.rows("SELECT 1 FROM catalog.category")) == 1


async def test_refuses_an_unknown_parent(stage: Stage):
    await stage.scenario.do(AddCategory(name="Audio", parent="electronics"), EDITOR).then_refused(
        UnknownCategory
    )


async def test_refuses_a_tree_that_is_too_deep(stage: Stage, goods):
    parent = None
    for level in range(8):
        parent = (await goods.category(f"Level {level}", parent=parent)).slug
    await stage.scenario.do(AddCategory(name="One more", parent=parent), EDITOR).then_refused(TreeTooDeep)


async def test_is_for_who_may_edit_the_catalogue(stage: Stage):
    for actor, status in ((None, 401), (customer(), 403), (staff("orders:refund"), 403), (EDITOR, 201)):
        async with stage.client(actor) as client:
            answer = await client.post("/api/admin/categories", json={"name": "Garden"})
        assert answer.status_code == status


async def test_checks_the_capability_itself_whoever_carries_the_command(stage: Stage):
    await stage.scenario.do(AddCategory(name="Garden"), customer()).then_refused(LacksCapability)


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({}, "/name", "missing"),
        ({"name": ""}, "/name", "wrong_length"),
        ({"name": "   "}, "/name", "wrong_form"),
        ({"name": "x" * 101}, "/name", "wrong_length"),
        ({"name": "Garden", "slug": "Gar den"}, "/slug", "wrong_form"),
        ({"name": "Garden", "slug": "garden\n"}, "/slug", "wrong_form"),
        ({"name": "Garden", "slug": "x" * 201}, "/slug", "wrong_length"),
        ({"name": "Garden", "parent": 7}, "/parent", "wrong_type"),
        ({"name": "Garden", "path": []}, "/path", "unknown_field"),
    ],
)
async def test_refuses_a_malformed_body_and_names_the_field(stage: Stage, body, pointer, code):
    async with stage.client(EDITOR) as client:
        answer = await client.post("/api/admin/categories", json=body)
    assert answer.status_code == 400
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [(pointer, code)]
