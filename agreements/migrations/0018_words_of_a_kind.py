from django.db import migrations

# Each kind of entry has indexes of its own, which are made after the migrations (agreements/search_index.py). The
# version before searches without these two, only slower.
_OLD = ("names", "words")


def drop_indexes_of_all_kinds(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for column in _OLD:
            schema_editor.execute(f"DROP INDEX IF EXISTS search_entry_{column}")


def make_indexes_of_all_kinds(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for column in _OLD:
            schema_editor.execute(
                f"CREATE INDEX IF NOT EXISTS search_entry_{column} ON agreements_searchentry USING gin ({column}_vector)"
            )


class Migration(migrations.Migration):

    dependencies = [
        ("agreements", "0017_addresses_without_names"),
    ]

    operations = [
        migrations.RunPython(drop_indexes_of_all_kinds, make_indexes_of_all_kinds),
    ]
