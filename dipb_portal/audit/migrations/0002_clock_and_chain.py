from django.db import migrations

CLOCK = """
CREATE FUNCTION portal_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
    SELECT coalesce(nullif(current_setting('dipb.specimen_now', true), '')::timestamptz, clock_timestamp())
$$;
"""

# The digest is over the digests of the parts, so that no two different entries have the same bytes.
# audit.journal.digest computes the same in Python.
CHAIN = """
CREATE FUNCTION audit_part(part text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(convert_to(part, 'UTF8'))
$$;

CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    head audit_entry%ROWTYPE;
BEGIN
    -- One writer at a time until commit: that is what keeps the chain gapless.
    PERFORM pg_advisory_xact_lock(hashtext('audit_entry'));
    SELECT * INTO head FROM audit_entry ORDER BY sequence DESC LIMIT 1;
    NEW.sequence := coalesce(head.sequence, 0) + 1;
    NEW.previous := coalesce(head.digest, repeat('0', 64));
    NEW.at := portal_now();
    NEW.digest := encode(sha256(
        audit_part(NEW.previous) || audit_part(NEW.sequence::text)
        || audit_part((extract(epoch FROM NEW.at) * 1000000)::bigint::text)
        || audit_part(NEW.actor_label) || audit_part(NEW.verb)
        || audit_part(NEW.object_type) || audit_part(NEW.object_id) || audit_part(NEW.object_label)
        || audit_part(NEW.why) || audit_part(NEW.data)
    ), 'hex');
    RETURN NEW;
END $$;

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER audit_chain BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_chain();
CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""

UNDO = """
DROP TRIGGER audit_no_truncate ON audit_entry;
DROP TRIGGER audit_no_change ON audit_entry;
DROP TRIGGER audit_chain ON audit_entry;
DROP FUNCTION audit_refuse();
DROP FUNCTION audit_chain();
DROP FUNCTION audit_part(text);
DROP FUNCTION portal_now();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(CLOCK + CHAIN, UNDO)]
