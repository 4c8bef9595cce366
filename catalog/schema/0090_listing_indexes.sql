ALTER TABLE product_listing
    ADD KEY IF NOT EXISTS by_set_stars (ocop_set, stars, product),
    ADD KEY IF NOT EXISTS by_province_set (province, ocop_set, product);

ALTER TABLE product_listing DROP KEY IF EXISTS by_set;
