from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.fixture_files import load_order
from agreements.loading import UnreadableRecord, load
from agreements.models import AgreementType, Deal
from agreements.search_index import is_stale, rebuild


class Command(BaseCommand):
    help = "Load the register from fixtures/ into an empty database. One that holds anything is left as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        if AgreementType.objects.exists() or Deal.objects.exists():
            self.stdout.write("The database holds a register already; nothing was loaded.")
            if is_stale():
                self.stdout.write(f"Indexed {rebuild()} records for the search.")
            return
        try:
            load(load_order())
        except UnreadableRecord as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Loaded {Deal.objects.count()} deals.")
