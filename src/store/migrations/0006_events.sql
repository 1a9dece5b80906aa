-- Viewer actions come by the million: what they name stands once in a dictionary, their place in
-- the file is their id, and what no question asks has no index.

-- Keyed hashes of viewers.
CREATE TABLE viewer_keys (id INTEGER PRIMARY KEY, viewer_key TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE action_words (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;
-- The sheet that the events of a file stand in.
CREATE TABLE event_sheets (
    source_id INTEGER PRIMARY KEY REFERENCES sources (id) ON DELETE CASCADE,
    sheet TEXT NOT NULL
) STRICT;
-- Viewers, products and actions are looked up by the file, not checked by the row: `fupan check`
-- looks whether all are there.
CREATE TABLE event_rows (
    -- File and row: source_id << 32 | row_no. The events of a file are one stretch of the table.
    id INTEGER PRIMARY KEY,
    viewer_id INTEGER,
    product_id INTEGER,
    action_id INTEGER,
    at INTEGER,
    value REAL,
    session_id INTEGER REFERENCES sessions (id) ON DELETE SET NULL,
    -- Whether the session was found by the event's time.
    by_time INTEGER NOT NULL DEFAULT 0 CHECK (by_time IN (0, 1))
) STRICT;

INSERT INTO viewer_keys (viewer_key)
    SELECT DISTINCT viewer_key FROM events WHERE viewer_key IS NOT NULL ORDER BY viewer_key;
INSERT INTO action_words (word)
    SELECT DISTINCT action FROM events WHERE action IS NOT NULL ORDER BY action;
INSERT INTO event_sheets SELECT source_id, min(sheet) FROM events GROUP BY source_id;
-- A file that told one row number twice is numbered through.
INSERT INTO event_rows
    SELECT e.source_id << 32 | CASE WHEN f.rows = f.numbers THEN e.row_no
               ELSE row_number() OVER (PARTITION BY e.source_id ORDER BY e.id) END,
           v.id, e.product_id, a.id, e.at, e.value, e.session_id,
           e.by_time = 1 AND e.session_id IS NOT NULL
    FROM events e
    JOIN (SELECT source_id, count(*) AS rows, count(DISTINCT row_no) AS numbers
          FROM events GROUP BY source_id) f ON f.source_id = e.source_id
    LEFT JOIN viewer_keys v ON v.viewer_key = e.viewer_key
    LEFT JOIN action_words a ON a.word = e.action
    ORDER BY 1;
DROP TABLE events;

CREATE INDEX event_rows_viewer ON event_rows (viewer_id, at);
CREATE INDEX event_rows_product ON event_rows (product_id, action_id);
CREATE INDEX event_rows_session ON event_rows (session_id, at) WHERE session_id IS NOT NULL;

-- The events as every other table of facts tells its rows. What a question does not ask for is
-- not looked up: an outer join would be, even to count.
CREATE VIEW events AS
    SELECT e.id, e.id >> 32 AS source_id,
           (SELECT f.sheet FROM event_sheets f WHERE f.source_id = e.id >> 32) AS sheet,
           e.id & 4294967295 AS row_no,
           (e.id >> 32) || ':' || (e.id & 4294967295) AS key, 1 AS live,
           (SELECT s.account_id FROM sessions s WHERE s.id = e.session_id AND e.by_time = 0)
               AS account_id,
           e.session_id, e.product_id, e.at,
           (SELECT v.viewer_key FROM viewer_keys v WHERE v.id = e.viewer_id) AS viewer_key,
           (SELECT a.word FROM action_words a WHERE a.id = e.action_id) AS action,
           e.value, e.by_time
    FROM event_rows e;
