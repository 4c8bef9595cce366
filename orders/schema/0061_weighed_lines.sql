ALTER TABLE order_lines
    ADD COLUMN IF NOT EXISTS pricing_unit VARCHAR(3) CHARACTER SET ascii NULL COMMENT 'the line is paid by weight: its price is for one of these',
    ADD COLUMN IF NOT EXISTS usual_weight DECIMAL(15,3) NULL COMMENT 'of the whole line, in the pricing unit',
    ADD COLUMN IF NOT EXISTS tolerance_percent TINYINT UNSIGNED NULL;

CREATE TABLE IF NOT EXISTS order_line_weights (
    order_id BIGINT UNSIGNED NOT NULL,
    line     TINYINT UNSIGNED NOT NULL,
    weight   DECIMAL(15,3) NOT NULL COMMENT 'what the scales said when it was packed, in the pricing unit',
    total    BIGINT NOT NULL COMMENT 'what the line comes to: weight times price',
    PRIMARY KEY (order_id, line),
    CONSTRAINT weights_of_line FOREIGN KEY (order_id, line) REFERENCES order_lines (order_id, line),
    CHECK (weight > 0 AND total >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TRIGGER IF NOT EXISTS order_line_weights_stay BEFORE UPDATE ON order_line_weights
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'what was weighed stays as it was weighed';
