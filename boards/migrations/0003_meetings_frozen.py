from django.db import migrations

# What an issued decision sheet rests on never changes, whoever asks.
FREEZE = """
CREATE FUNCTION boards_meeting_closed(item bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM boards_agendaitem JOIN boards_meeting ON boards_meeting.id = meeting_id
        WHERE boards_agendaitem.id = item AND state = 'closed'
    )
$$;

CREATE FUNCTION boards_refuse_said_and_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP <> 'INSERT' AND boards_meeting_closed(OLD.item_id))
        OR (TG_OP <> 'DELETE' AND boards_meeting_closed(NEW.item_id)) THEN
        RAISE EXCEPTION 'the decision sheet of the meeting is issued' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

CREATE FUNCTION boards_refuse_agenda_item() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.meeting_id ELSE NEW.meeting_id END;
BEGIN
    IF EXISTS (SELECT 1 FROM boards_meeting WHERE id = touched AND state IN ('held', 'closed')) THEN
        RAISE EXCEPTION 'the agenda of a meeting that was held is frozen' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

CREATE FUNCTION boards_refuse_closed_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.state, NEW.body_id, NEW.number, NEW.starts, NEW.ends, NEW.format, NEW.agenda_id,
            NEW.decision_sheet_id) IS DISTINCT FROM (OLD.state, OLD.body_id, OLD.number, OLD.starts, OLD.ends,
            OLD.format, OLD.agenda_id, OLD.decision_sheet_id) THEN
        RAISE EXCEPTION 'the decision sheet of the meeting is issued' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER decision_frozen BEFORE INSERT OR UPDATE OR DELETE ON boards_decision
    FOR EACH ROW EXECUTE FUNCTION boards_refuse_said_and_decided();
CREATE TRIGGER statement_frozen BEFORE INSERT OR UPDATE OR DELETE ON boards_statement
    FOR EACH ROW EXECUTE FUNCTION boards_refuse_said_and_decided();
CREATE TRIGGER agenda_item_frozen BEFORE INSERT OR UPDATE OR DELETE ON boards_agendaitem
    FOR EACH ROW EXECUTE FUNCTION boards_refuse_agenda_item();
CREATE TRIGGER meeting_frozen BEFORE UPDATE OR DELETE ON boards_meeting
    FOR EACH ROW WHEN (OLD.state = 'closed') EXECUTE FUNCTION boards_refuse_closed_meeting();
"""

UNDO = """
DROP TRIGGER meeting_frozen ON boards_meeting;
DROP TRIGGER agenda_item_frozen ON boards_agendaitem;
DROP TRIGGER statement_frozen ON boards_statement;
DROP TRIGGER decision_frozen ON boards_decision;
DROP FUNCTION boards_refuse_closed_meeting();
DROP FUNCTION boards_refuse_agenda_item();
DROP FUNCTION boards_refuse_said_and_decided();
DROP FUNCTION boards_meeting_closed(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("boards", "0002_library_frozen")]
    operations = [migrations.RunSQL(FREEZE, UNDO)]
