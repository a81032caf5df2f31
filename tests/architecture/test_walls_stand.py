"""The house keeps every wall, and every wall is watched by a test of its own."""

from pathlib import Path

from importlinter.api import read_configuration

from shop.making import make_module, make_slice

HOUSE = Path(__file__).parents[2]
TESTS = sorted(Path(__file__).parent.glob("test_walls_*.py"))


def test_the_house_keeps_every_wall(broken_walls_of_the_house):
    assert broken_walls_of_the_house == set()


def test_a_new_module_keeps_every_wall_without_being_listed(tree):
    assert tree.broken_walls() == set()


def test_a_new_slice_keeps_every_wall_without_being_listed(tree):
    tree.add("modules.users.send_flowers.handler", "from modules.users.tables import accounts")
    assert tree.broken_walls() == set()


def test_every_wall_is_shown_to_stop_something():
    walls = read_configuration(str(HOUSE / ".importlinter"))["contracts_options"]
    shown = "".join(path.read_text() for path in TESTS)
    assert [wall["name"] for wall in walls if f'"{wall["name"]}"' not in shown] == []


def test_every_wall_that_says_no_says_what_to_do_instead():
    walls = read_configuration(str(HOUSE / ".importlinter"))["contracts_options"]
    assert [wall["name"] for wall in walls if not wall.get("broken_contract_guidance")] == []


def test_what_souk_new_writes_keeps_every_wall(fresh_tree):
    make_module(fresh_tree.folder, "carpets")
    make_slice(fresh_tree.folder, "carpets", "weave_carpet")
    make_slice(fresh_tree.folder, "users", "send_flowers")
    assert fresh_tree.broken_walls() == set()
