"""How a message fails to go out."""


class NotDelivered(Exception):
    """The message did not go out; ``again`` says whether to try later.

    ``doubtful`` where it may have gone out nevertheless: the answer was lost, not the message.
    """

    def __init__(self, why: str, *, again: bool, doubtful: bool = False) -> None:
        super().__init__(why)
        self.again = again
        self.doubtful = doubtful
