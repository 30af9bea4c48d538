"""The ledger is only ever appended to: the database itself refuses anything else, whoever asks."""

from django.conf import settings
from django.db import migrations

REFUSE = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The ledger is only appended to: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER audit_event_no_edit BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""
ALLOW = """
DROP TRIGGER audit_event_no_edit ON audit_event;
DROP TRIGGER audit_event_no_truncate ON audit_event;
DROP FUNCTION audit_refuse();
"""


def revoke(apps, schema_editor):  # type: ignore[no-untyped-def]
    """Where the app has a role of its own, it may not even try."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        if cursor.fetchone()[0] != settings.DATABASE_APP_ROLE:
            role = schema_editor.quote_name(settings.DATABASE_APP_ROLE)
            cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON audit_event FROM {role}")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(REFUSE, ALLOW),
        migrations.RunPython(revoke, migrations.RunPython.noop),
    ]
