from django.db import migrations, models

from agreements.models.web_address import WebAddressValidator


class Migration(migrations.Migration):
    """How an address is checked before it is saved; the database is the same before and after."""

    dependencies = [("agreements", "0016_deals_of_a_status_by_date")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "historicalsource",
                    "archived_url",
                    models.CharField(
                        "archived copy",
                        max_length=1000,
                        blank=True,
                        validators=[WebAddressValidator()],
                        help_text="The address of a copy in an archive of the web, "
                        "for the day when the page itself is gone.",
                    ),
                ),
                migrations.AlterField(
                    "historicalsource",
                    "url",
                    models.CharField(
                        "address",
                        max_length=1000,
                        db_index=True,
                        validators=[WebAddressValidator()],
                        help_text="The page’s full address, such as https://www.mofa.go.jp/…",
                    ),
                ),
                migrations.AlterField(
                    "report",
                    "evidence",
                    models.CharField(
                        "where the right fact can be read",
                        max_length=500,
                        blank=True,
                        validators=[WebAddressValidator()],
                    ),
                ),
                migrations.AlterField(
                    "source",
                    "archived_url",
                    models.CharField(
                        "archived copy",
                        max_length=1000,
                        blank=True,
                        validators=[WebAddressValidator()],
                        help_text="The address of a copy in an archive of the web, "
                        "for the day when the page itself is gone.",
                    ),
                ),
                migrations.AlterField(
                    "source",
                    "url",
                    models.CharField(
                        "address",
                        max_length=1000,
                        unique=True,
                        validators=[WebAddressValidator()],
                        help_text="The page’s full address, such as https://www.mofa.go.jp/…",
                    ),
                ),
            ]
        )
    ]
