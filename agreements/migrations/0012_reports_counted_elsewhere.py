from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0011_edition_mark"),
    ]

    # The table stays for now: a worker of the version before counts in it until it is replaced.
    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name="ReportCount")]),
    ]
