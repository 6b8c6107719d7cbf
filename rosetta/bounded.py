"""Connections to PostgreSQL that do not wait for ever for a server that took a question and gives no answer.

`statement_timeout` is kept by the server itself. One that is frozen, by its disk or its machine, keeps nothing.
"""

from typing import Any

from psycopg import Connection, OperationalError
from psycopg.pq import TransactionStatus

# Seconds for the answer by which a pool finds out whether a connection still works.
_TO_CHECK = 2


class BoundedConnection(Connection[Any]):
    """A connection that is given up where nothing has come for `longest` seconds (None: it waits as long as it takes).

    Raises OperationalError, and is closed then: what comes later would be taken for the answer to something else.
    """

    longest: float | None = None

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        try:
            return super().wait(gen, interval, self.longest if timeout is None else timeout)
        except OperationalError as error:
            if self.pgconn.transaction_status != TransactionStatus.ACTIVE:
                raise
            self.pgconn.finish()
            raise OperationalError("the server took a question and gave no answer") from error

    def execute(self, query: Any, *arguments: Any, **options: Any) -> Any:
        """Do as any connection does, but wait for the empty question, which a pool asks, a short while only."""
        if query != "":
            return super().execute(query, *arguments, **options)
        longest, self.longest = self.longest, _TO_CHECK
        try:
            return super().execute(query, *arguments, **options)
        finally:
            self.longest = longest
