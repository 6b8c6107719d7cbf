"""The WSGI entry point."""

import gc
import os
from threading import Timer

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rosetta.settings")

application = get_wsgi_application()


def _warm() -> None:
    import logging

    from django.db import DatabaseError, connections

    from agreements.selectors.decoder import warm_decoder
    from rosetta.databases import reading_as_reader

    try:
        with reading_as_reader():
            warm_decoder()
    except DatabaseError:
        # Whoever starts the site before its database is told so by the pages themselves.
        logging.getLogger(__name__).warning("The decoder is not ready: the register cannot be read.", exc_info=True)
    finally:
        connections.close_all()
    # What is there for good need not be looked through by every collection of what answers leave behind.
    gc.collect()
    gc.freeze()


# Only a server imports this module, and so neither tests nor commands wait. After the first answers, not beside them:
# the site is up sooner, and a worker that answers late counts as dead. Who decodes earlier waits for it once.
_SECONDS_AFTER_START = 3
_timer = Timer(_SECONDS_AFTER_START, _warm)
_timer.name, _timer.daemon = "warm the decoder", True
_timer.start()
