from typing import Any

from django.core.management.base import BaseCommand

from agreements.search_index import rebuild


class Command(BaseCommand):
    help = "Write the index of the search anew. Needed only after writes that went past Django."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Indexed {rebuild()} records for the search.")
