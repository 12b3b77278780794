-- INSERT OR REPLACE slips past UPDATE and DELETE triggers, hence the third of each.
DROP TRIGGER IF EXISTS entry_is_never_changed
--;
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON tracing_entry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: answer the entry with a later one'); END
--;
DROP TRIGGER IF EXISTS entry_is_never_deleted
--;
CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON tracing_entry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: a body goes only with its erasure'); END
--;
DROP TRIGGER IF EXISTS entry_is_never_replaced
--;
CREATE TRIGGER entry_is_never_replaced BEFORE INSERT ON tracing_entry
WHEN EXISTS (
    SELECT 1 FROM tracing_entry WHERE id = NEW.id
        OR (installation = NEW.installation AND sequence = NEW.sequence)
)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: this entry exists'); END
--;
DROP TRIGGER IF EXISTS answer_is_never_changed
--;
CREATE TRIGGER answer_is_never_changed BEFORE UPDATE ON tracing_answeredentry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: answer the entry with a later one'); END
--;
DROP TRIGGER IF EXISTS answer_is_never_deleted
--;
CREATE TRIGGER answer_is_never_deleted BEFORE DELETE ON tracing_answeredentry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: a body goes only with its erasure'); END
--;
DROP TRIGGER IF EXISTS answer_is_never_replaced
--;
CREATE TRIGGER answer_is_never_replaced BEFORE INSERT ON tracing_answeredentry
WHEN EXISTS (
    SELECT 1 FROM tracing_answeredentry
        WHERE entry = NEW.entry AND position = NEW.position
)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: this entry exists'); END
--;
DROP TRIGGER IF EXISTS body_is_never_changed
--;
CREATE TRIGGER body_is_never_changed BEFORE UPDATE ON tracing_body
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: answer the entry with a later one'); END
--;
DROP TRIGGER IF EXISTS body_is_never_deleted
--;
CREATE TRIGGER body_is_never_deleted BEFORE DELETE ON tracing_body
WHEN NOT EXISTS (
    SELECT 1 FROM tracing_answeredentry AS a JOIN tracing_entry AS e ON e.id = a.entry
        WHERE a.answered = OLD.entry AND e.kind = 'erasure'
)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: a body goes only with its erasure'); END
--;
DROP TRIGGER IF EXISTS body_is_never_replaced
--;
CREATE TRIGGER body_is_never_replaced BEFORE INSERT ON tracing_body
WHEN EXISTS (
    SELECT 1 FROM tracing_body WHERE entry = NEW.entry
)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: this entry exists'); END
--;
DROP TRIGGER IF EXISTS body_stays_erased
--;
CREATE TRIGGER body_stays_erased BEFORE INSERT ON tracing_body
WHEN EXISTS (
    SELECT 1 FROM tracing_answeredentry AS a JOIN tracing_entry AS e ON e.id = a.entry
        WHERE a.answered = NEW.entry AND e.kind = 'erasure'
)
BEGIN SELECT RAISE(ABORT, 'this entry was erased and does not come back'); END
--;
DROP TRIGGER IF EXISTS part_is_never_changed
--;
CREATE TRIGGER part_is_never_changed BEFORE UPDATE ON tracing_part
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: answer the entry with a later one'); END
--;
DROP TRIGGER IF EXISTS part_is_never_deleted
--;
CREATE TRIGGER part_is_never_deleted BEFORE DELETE ON tracing_part
WHEN NOT EXISTS (
    SELECT 1 FROM tracing_answeredentry AS a JOIN tracing_entry AS e ON e.id = a.entry
        WHERE a.answered = OLD.entry AND e.kind = 'erasure'
)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: a body goes only with its erasure'); END
--;
DROP TRIGGER IF EXISTS part_is_never_replaced
--;
CREATE TRIGGER part_is_never_replaced BEFORE INSERT ON tracing_part
WHEN EXISTS (
    SELECT 1 FROM tracing_part WHERE entry = NEW.entry AND number = NEW.number
)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: this entry exists'); END
--;
DROP TRIGGER IF EXISTS part_stays_erased
--;
CREATE TRIGGER part_stays_erased BEFORE INSERT ON tracing_part
WHEN EXISTS (
    SELECT 1 FROM tracing_answeredentry AS a JOIN tracing_entry AS e ON e.id = a.entry
        WHERE a.answered = NEW.entry AND e.kind = 'erasure'
)
BEGIN SELECT RAISE(ABORT, 'this entry was erased and does not come back'); END
--;
DROP TRIGGER IF EXISTS document_key_goes_with_its_erasure
--;
CREATE TRIGGER document_key_goes_with_its_erasure BEFORE DELETE ON tracing_documentkey
WHEN NOT EXISTS (
    SELECT 1 FROM tracing_answeredentry AS a JOIN tracing_entry AS e ON e.id = a.entry
        WHERE a.answered = OLD.entry AND e.kind = 'erasure'
)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: a key goes only with its erasure'); END
