-- Kinds of export that a person added, as their files stand.
CREATE TABLE own_kinds (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    saved_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the figures of a period are of may have an id of its own: a video. Videos are watched, and
-- channels have paid subscriptions.
ALTER TABLE periods ADD COLUMN subject_id TEXT;
ALTER TABLE periods ADD COLUMN watch_s REAL;
ALTER TABLE periods ADD COLUMN subs INTEGER;
