ALTER TABLE orders
    ADD COLUMN IF NOT EXISTS slot BIGINT UNSIGNED NULL COMMENT 'ordered ahead: of this harvest or visit',
    ADD COLUMN IF NOT EXISTS share DECIMAL(15,3) NULL COMMENT 'what its one line got of the harvest';

CREATE INDEX IF NOT EXISTS by_slot ON orders (slot, state, id);

-- A visit is given, not carried.
ALTER TABLE orders
    DROP CONSTRAINT IF EXISTS CONSTRAINT_5;

ALTER TABLE orders
    ADD CONSTRAINT IF NOT EXISTS shipped_by_somebody CHECK (state NOT IN ('shipped', 'delivered', 'closed') OR carrier IS NOT NULL OR slot IS NOT NULL);
