-- A repeated id is refused by the primary keys; ON CONFLICT DO UPDATE meets the first rule.
CREATE OR REPLACE FUNCTION izdeu_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: answer the entry with a later one';
END $$
--;
CREATE OR REPLACE FUNCTION izdeu_only_with_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM tracing_answeredentry AS a JOIN tracing_entry AS e ON e.id = a.entry
        WHERE a.answered = OLD.entry AND e.kind = 'erasure'
    ) THEN
        RAISE EXCEPTION 'the ledger is append-only: a body goes only with its erasure';
    END IF;
    RETURN OLD;
END $$
--;
CREATE OR REPLACE FUNCTION izdeu_stays_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM tracing_answeredentry AS a JOIN tracing_entry AS e ON e.id = a.entry
        WHERE a.answered = NEW.entry AND e.kind = 'erasure'
    ) THEN
        RAISE EXCEPTION 'this entry was erased and does not come back';
    END IF;
    RETURN NEW;
END $$
--;
DROP TRIGGER IF EXISTS entry_is_never_changed ON tracing_entry
--;
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON tracing_entry FOR EACH ROW
EXECUTE FUNCTION izdeu_refuse()
--;
DROP TRIGGER IF EXISTS entry_is_never_deleted ON tracing_entry
--;
CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON tracing_entry FOR EACH ROW
EXECUTE FUNCTION izdeu_refuse()
--;
DROP TRIGGER IF EXISTS entry_is_never_emptied ON tracing_entry
--;
CREATE TRIGGER entry_is_never_emptied BEFORE TRUNCATE ON tracing_entry FOR EACH STATEMENT
EXECUTE FUNCTION izdeu_refuse()
--;
DROP TRIGGER IF EXISTS answer_is_never_changed ON tracing_answeredentry
--;
CREATE TRIGGER answer_is_never_changed BEFORE UPDATE ON tracing_answeredentry FOR EACH ROW
EXECUTE FUNCTION izdeu_refuse()
--;
DROP TRIGGER IF EXISTS answer_is_never_deleted ON tracing_answeredentry
--;
CREATE TRIGGER answer_is_never_deleted BEFORE DELETE ON tracing_answeredentry FOR EACH ROW
EXECUTE FUNCTION izdeu_refuse()
--;
DROP TRIGGER IF EXISTS answer_is_never_emptied ON tracing_answeredentry
--;
CREATE TRIGGER answer_is_never_emptied BEFORE TRUNCATE ON tracing_answeredentry FOR EACH STATEMENT
EXECUTE FUNCTION izdeu_refuse()
--;
DROP TRIGGER IF EXISTS body_is_never_changed ON tracing_body
--;
CREATE TRIGGER body_is_never_changed BEFORE UPDATE ON tracing_body FOR EACH ROW
EXECUTE FUNCTION izdeu_refuse()
--;
DROP TRIGGER IF EXISTS body_is_never_deleted ON tracing_body
--;
CREATE TRIGGER body_is_never_deleted BEFORE DELETE ON tracing_body FOR EACH ROW
EXECUTE FUNCTION izdeu_only_with_erasure()
--;
DROP TRIGGER IF EXISTS body_is_never_emptied ON tracing_body
--;
CREATE TRIGGER body_is_never_emptied BEFORE TRUNCATE ON tracing_body FOR EACH STATEMENT
EXECUTE FUNCTION izdeu_refuse()
--;
DROP TRIGGER IF EXISTS body_stays_erased ON tracing_body
--;
CREATE TRIGGER body_stays_erased BEFORE INSERT ON tracing_body FOR EACH ROW
EXECUTE FUNCTION izdeu_stays_erased()
--;
DROP TRIGGER IF EXISTS part_is_never_changed ON tracing_part
--;
CREATE TRIGGER part_is_never_changed BEFORE UPDATE ON tracing_part FOR EACH ROW
EXECUTE FUNCTION izdeu_refuse()
--;
DROP TRIGGER IF EXISTS part_is_never_deleted ON tracing_part
--;
CREATE TRIGGER part_is_never_deleted BEFORE DELETE ON tracing_part FOR EACH ROW
EXECUTE FUNCTION izdeu_only_with_erasure()
--;
DROP TRIGGER IF EXISTS part_is_never_emptied ON tracing_part
--;
CREATE TRIGGER part_is_never_emptied BEFORE TRUNCATE ON tracing_part FOR EACH STATEMENT
EXECUTE FUNCTION izdeu_refuse()
--;
DROP TRIGGER IF EXISTS part_stays_erased ON tracing_part
--;
CREATE TRIGGER part_stays_erased BEFORE INSERT ON tracing_part FOR EACH ROW
EXECUTE FUNCTION izdeu_stays_erased()
--;
DROP TRIGGER IF EXISTS document_key_goes_with_its_erasure ON tracing_documentkey
--;
CREATE TRIGGER document_key_goes_with_its_erasure BEFORE DELETE ON tracing_documentkey FOR EACH ROW
EXECUTE FUNCTION izdeu_only_with_erasure()
