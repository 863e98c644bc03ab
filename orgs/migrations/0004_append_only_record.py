"""Let the database itself refuse what would rewrite a group's record.

An entry's person may go, and a random key take her place; nothing else of it changes. It may be deleted
once it is 730 days old. On SQLite a table that is altered is made anew, and its triggers go: a later
migration of this model must end by putting them back, and the tests of the record say so if it does not.
"""

from django.db import migrations

FIXED = ["id", "organization_id", "at", "verb", "moderating", "about", "party", "day", "fields"]


def changes_more_than_a_person(differs: str) -> str:
    """The condition, where `differs` is how the database compares two values that may be NULL."""
    wrong = [f'NEW."{name}" {differs} OLD."{name}"' for name in FIXED]
    for who in ("actor", "subject"):
        person, key = f'"{who}_id"', f'"{who}_key"'
        wrong.append(f"(NEW.{person} IS NOT NULL AND NEW.{person} {differs} OLD.{person})")
        # A key is replaced as its person goes, by another one.
        gone = f"OLD.{person} IS NOT NULL AND NEW.{person} IS NULL AND NEW.{key} IS NOT NULL"
        wrong.append(f"(NEW.{key} {differs} OLD.{key} AND NOT ({gone}))")
    return " OR ".join(wrong)


SQLITE = {
    "orgs_auditentry_not_changed": f"""
        CREATE TRIGGER orgs_auditentry_not_changed BEFORE UPDATE ON orgs_auditentry
        WHEN {changes_more_than_a_person("IS NOT")}
        BEGIN SELECT RAISE(ABORT, 'the record of a group is append-only'); END""",
    "orgs_auditentry_not_deleted": """
        CREATE TRIGGER orgs_auditentry_not_deleted BEFORE DELETE ON orgs_auditentry
        WHEN OLD."at" > datetime('now', '-730 days')
        BEGIN SELECT RAISE(ABORT, 'the record of a group is kept for 24 months'); END""",
}
POSTGRESQL = [
    f"""
        CREATE FUNCTION orgs_auditentry_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF OLD."at" > now() - interval '730 days' THEN
                    RAISE EXCEPTION 'the record of a group is kept for 24 months'
                        USING ERRCODE = 'integrity_constraint_violation';
                END IF;
                RETURN OLD;
            END IF;
            IF {changes_more_than_a_person("IS DISTINCT FROM")} THEN
                RAISE EXCEPTION 'the record of a group is append-only'
                    USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$""",
    """
        CREATE TRIGGER orgs_auditentry_append_only BEFORE UPDATE OR DELETE ON orgs_auditentry
        FOR EACH ROW EXECUTE FUNCTION orgs_auditentry_append_only()""",
]


def close(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        statements = SQLITE.values()
    else:
        statements = POSTGRESQL
    for statement in statements:
        schema_editor.execute(statement, params=None)


def open_again(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        statements = [f"DROP TRIGGER IF EXISTS {name}" for name in SQLITE]
    else:
        statements = [
            "DROP TRIGGER orgs_auditentry_append_only ON orgs_auditentry",
            "DROP FUNCTION orgs_auditentry_append_only()",
        ]
    for statement in statements:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ("orgs", "0003_record_of_people_who_left"),
    ]

    operations = [migrations.RunPython(close, open_again)]
