"""Put what came back into the shelf again."""

from modules.catalog.contracts.commands import Acknowledged, ReturnStock
from modules.catalog.domain.reservation import summed
from modules.catalog.domain.stock import Cause
from modules.catalog.domain.stock_books import Books
from modules.catalog.tables.stock_room import Tell, first_time, locked_shelves, write_down
from souk.database import Transaction
from souk.kernel import NotFound


async def return_stock(tx: Transaction, command: ReturnStock, *, tell: Tell) -> Acknowledged:
    if not await first_time(tx, "return", command.return_id):
        return Acknowledged()
    wanted = summed(command.lines)
    shelves = await locked_shelves(tx, wanted)
    if wanted.keys() - shelves.keys():
        raise NotFound("variant")
    cause = Cause(next_id=tx.new_id, at=tx.now, actor_id=tx.actor.id, cause_id=command.return_id)
    books = Books(cause=cause)
    for variant_id, quantity in wanted.items():
        books.take_back(shelves[variant_id], quantity)
    write_down(tx, books)
    tell(tx, books)
    return Acknowledged()
