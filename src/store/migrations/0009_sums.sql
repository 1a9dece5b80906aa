-- What pages ask of order lines again and again, added up once, by the change that makes it so.
-- Sessions whose order lines changed are noted as the change happens, whoever makes it; their
-- sums are made anew before the change is there to see.

-- Paid order lines by session and product. Missing where not every line tells.
CREATE TABLE order_sums (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    product_id INTEGER NOT NULL,
    orders INTEGER NOT NULL,
    items INTEGER,
    buyers INTEGER,
    paid INTEGER,
    refund INTEGER,
    refund_orders INTEGER,
    -- The first of these lines.
    source_id INTEGER NOT NULL,
    sheet TEXT NOT NULL,
    row_no INTEGER NOT NULL,
    PRIMARY KEY (session_id, product_id)
) STRICT, WITHOUT ROWID;
-- Paid order lines by session and step of time.
CREATE TABLE session_takings (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    paid INTEGER NOT NULL,
    PRIMARY KEY (session_id, step)
) STRICT, WITHOUT ROWID;
-- Order lines by session, unpaid ones included.
CREATE TABLE session_orders (
    session_id INTEGER PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    lines INTEGER NOT NULL,
    paid_orders INTEGER NOT NULL,
    paid INTEGER NOT NULL
) STRICT;
-- Sessions whose sums are to be made anew.
CREATE TABLE stale_sums (session_id INTEGER PRIMARY KEY) STRICT;

-- Not "or ignore": the statement that sets a trigger off says what becomes of conflicts in it.
CREATE TRIGGER order_lines_come AFTER INSERT ON order_lines WHEN new.session_id IS NOT NULL
BEGIN
    INSERT INTO stale_sums SELECT new.session_id
    WHERE NOT EXISTS (SELECT 1 FROM stale_sums WHERE session_id = new.session_id);
END;
CREATE TRIGGER order_lines_go AFTER DELETE ON order_lines WHEN old.session_id IS NOT NULL
BEGIN
    INSERT INTO stale_sums SELECT old.session_id
    WHERE NOT EXISTS (SELECT 1 FROM stale_sums WHERE session_id = old.session_id);
END;
CREATE TRIGGER order_lines_change AFTER UPDATE OF session_id, product_id, live, order_id,
    buyer_key, qty, paid, refund, paid_at, created_at ON order_lines
BEGIN
    INSERT INTO stale_sums SELECT old.session_id WHERE old.session_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM stale_sums WHERE session_id = old.session_id);
    INSERT INTO stale_sums SELECT new.session_id WHERE new.session_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM stale_sums WHERE session_id = new.session_id);
END;

INSERT INTO stale_sums SELECT DISTINCT session_id FROM order_lines WHERE session_id IS NOT NULL;
