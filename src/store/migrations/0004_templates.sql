-- Templates know the headers of the files they are for, and whether they win over a kind that
-- recognises such a file.
ALTER TABLE templates ADD COLUMN headers TEXT NOT NULL DEFAULT '';
ALTER TABLE templates ADD COLUMN wins INTEGER NOT NULL DEFAULT 0 CHECK (wins IN (0, 1));
ALTER TABLE templates ADD COLUMN saved_at INTEGER NOT NULL DEFAULT 0;

-- Headers that a platform renamed, by kind.
CREATE TABLE aliases (
    kind TEXT NOT NULL,
    header TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (kind, header)
) STRICT;
