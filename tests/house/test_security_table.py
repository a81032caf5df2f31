"""docs/security.md says of every item what proves it, and nothing that is not so."""

from tests.house.security_table import PAGE, ROW, items_of, proofs, written


def test_the_table_is_up_to_date():
    page = PAGE.read_text()
    assert written(page) == page, "run python tests/house/security_table.py"


def test_every_item_is_proved_and_no_proof_is_for_nothing():
    items = {int(found[1]) for found in ROW.finditer(PAGE.read_text())}
    assert items == set(range(1, 48))
    assert items == proofs().keys()


def test_a_proof_is_found_by_name_and_by_mark():
    source = "def test_security_8_9_x(): ...\n@pytest.mark.security(26, 27)\nasync def test_y(): ..."
    assert sorted(items_of(source)) == [8, 9, 26, 27]
