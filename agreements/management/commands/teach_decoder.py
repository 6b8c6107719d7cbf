"""Learn from the examples anew what texts about each type are like."""

from typing import Any

from django.core.management.base import BaseCommand

from agreements.decoder.likeness import WEIGHTS
from agreements.selectors.decoder import weights_of_register


class Command(BaseCommand):
    help = (
        "Learn the weights of the decoder’s likeness from the examples beside it and from the register’s own texts, "
        "and write them to agreements/decoder/likeness.json. To be run when the examples have changed."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        weights = weights_of_register()
        WEIGHTS.write_text(weights.as_text(), encoding="utf-8")
        self.stdout.write(f"{len(weights.words)} words, learned for {len(weights.types)} kinds of texts")
