from typing import Any

from django.db import migrations, models

from agreements.models.web_address import WebAddressValidator


def address(name: str, help_text: str = "", **options: Any) -> models.CharField:
    options = {"max_length": 1000, "validators": [WebAddressValidator()], "help_text": help_text, **options}
    return models.CharField(name, **options)


PAGE = ("address", "The page’s full address, such as https://www.mofa.go.jp/…")
COPY = ("archived copy", "The address of a copy in an archive of the web, for the day when the page itself is gone.")


class Migration(migrations.Migration):
    """How an address is checked before it is saved; the database is the same before and after."""

    dependencies = [("agreements", "0016_deals_of_a_status_by_date")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField("source", "url", address(*PAGE, unique=True)),
                migrations.AlterField("historicalsource", "url", address(*PAGE, db_index=True)),
                migrations.AlterField("source", "archived_url", address(*COPY, blank=True)),
                migrations.AlterField("historicalsource", "archived_url", address(*COPY, blank=True)),
                migrations.AlterField(
                    "report", "evidence", address("where the right fact can be read", max_length=500, blank=True)
                ),
            ]
        )
    ]
