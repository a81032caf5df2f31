"""Hears LowStockReported: everybody who may correct the stock is told, once a day."""

from uuid import UUID, uuid5

from modules.catalog.contracts.events import LowStockReported
from modules.catalog.mail_low_stock.handler import DescribeShortage
from modules.catalog.permissions import STOCK
from modules.users.contracts.commands import NotifyUser
from modules.users.contracts.queries import FindStaff
from souk.database import Transaction

DIGESTS = UUID("5a1f0b52-6a0f-5c1e-8f4e-2f7d1c9b3a10")


async def mail_low_stock(tx: Transaction, event: LowStockReported) -> None:
    staff = await tx.ask(FindStaff(capability=STOCK))
    goods = await tx.ask(DescribeShortage(variant_ids=event.variant_ids))
    for person in staff:
        await tx.do(
            NotifyUser(
                notification_id=uuid5(DIGESTS, f"{tx.context.causation}:{person}"),
                template="catalog.low_stock",
                person_id=person,
                values={"count": str(event.count), "goods": goods},
            )
        )
