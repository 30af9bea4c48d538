"""A snapshot's figures never change: the database refuses it, whoever asks."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION reports_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.tree = OLD.tree AND NEW.sha256 = OLD.sha256 AND NEW.shape = OLD.shape
        AND NEW.frozen_at = OLD.frozen_at AND NEW.notice_id = OLD.notice_id THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A snapshot is frozen: % is refused.', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER reports_snapshot_no_edit BEFORE UPDATE OR DELETE ON reports_snapshot
    FOR EACH ROW EXECUTE FUNCTION reports_refuse();
"""
ALLOW = """
DROP TRIGGER reports_snapshot_no_edit ON reports_snapshot;
DROP FUNCTION reports_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
