-- Rows that name no session themselves and get one by their time: those links are made anew
-- whenever the sessions change.
ALTER TABLE order_lines ADD COLUMN by_time INTEGER NOT NULL DEFAULT 0 CHECK (by_time IN (0, 1));
ALTER TABLE comments ADD COLUMN by_time INTEGER NOT NULL DEFAULT 0 CHECK (by_time IN (0, 1));
ALTER TABLE events ADD COLUMN by_time INTEGER NOT NULL DEFAULT 0 CHECK (by_time IN (0, 1));

CREATE INDEX sessions_time ON sessions (start_at);

-- Taking a product back looks for rows that name it; most rows of these tables name none.
CREATE INDEX session_facts_product ON session_facts (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX channels_product ON channels (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX minutes_product ON minutes (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX viewers_product ON viewers (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX income_product ON income (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX visits_product ON visits (product_id) WHERE product_id IS NOT NULL;

-- An order is looked up by its id when another report tells its lines.
CREATE INDEX order_lines_order ON order_lines (order_id);
