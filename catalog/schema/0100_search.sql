DROP TABLE IF EXISTS product_words;
