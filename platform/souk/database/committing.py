"""The end of every transaction: a commit when its work ends well, nothing when it does not."""

from souk.database.failures import unavailable
from souk.database.transactions import Transaction


class committing:  # noqa: N801 - it reads as the verb that it is
    """Commit when the block ends well, roll back when it does not; a database that is away is Unavailable.

    Every message passes here: a class costs a third of what a decorated generator does.
    """

    __slots__ = ("_transaction",)

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def __aenter__(self) -> Transaction:
        return self._transaction

    async def __aexit__(self, _: object, raised: BaseException | None, __: object) -> None:
        failure = await self._commit() if raised is None else raised
        await self._transaction.close(failure)
        if failure is None:
            return
        away = unavailable(failure)
        if away is not None:
            raise away from failure
        if failure is not raised:
            raise failure

    async def _commit(self) -> BaseException | None:
        try:
            await self._transaction.commit()
        except BaseException as failure:  # noqa: BLE001 - raised again once the connection is back
            return failure
        return None
