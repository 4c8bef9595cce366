ALTER TABLE lots ADD KEY IF NOT EXISTS printed_of_gtin (gtin, codes_printed);
