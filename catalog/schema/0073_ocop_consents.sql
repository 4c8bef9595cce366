ALTER TABLE ocop_label_acts
    DROP CONSTRAINT IF EXISTS label_act_kinds,
    DROP CONSTRAINT IF EXISTS transfer_has_products,
    ADD CONSTRAINT IF NOT EXISTS label_acts_known CHECK (act IN ('declare', 'award', 'confirm', 'extend', 'revoke', 'consent', 'take_back', 'transfer')),
    ADD CONSTRAINT IF NOT EXISTS transfers_have_products CHECK ((act IN ('consent', 'take_back', 'transfer')) = (from_product IS NOT NULL));
