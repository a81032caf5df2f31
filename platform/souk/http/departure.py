"""A process that is about to stop says so first, and serves on until nobody sends it anything any more."""


class Leaving(Exception):
    """This process is not ready any more, for it is about to stop."""


class Departure:
    """Once it has begun, readiness is red and every answer asks its connection to be closed.

    A proxy keeps connections, and may send a request on one in the very moment in which a server that stops
    closes it. Whether such a request was served nobody knows, so that a POST may not be sent again: the
    customer would see an error. Closed connections and a red light see to it that no request is on its way
    when the server does stop.
    """

    def __init__(self) -> None:
        self.begun = False

    def begin(self) -> None:
        self.begun = True

    async def check(self) -> None:
        if self.begun:
            raise Leaving
