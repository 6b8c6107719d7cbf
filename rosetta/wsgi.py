"""The WSGI entry point."""

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rosetta.settings")

application = get_wsgi_application()


def _warm() -> None:
    import logging

    from django.db import DatabaseError, connection

    from agreements.selectors.decoder import warm_decoder

    try:
        warm_decoder()
    except DatabaseError:
        # Whoever starts the site before its database is told so by the pages themselves.
        logging.getLogger(__name__).warning("The decoder is not ready: the register cannot be read.", exc_info=True)
    finally:
        connection.close()


# Only a server imports this module, and so neither tests nor commands wait. Beside the first requests, since a worker
# that answers late counts as dead.
Thread(target=_warm, name="warm the decoder", daemon=True).start()
