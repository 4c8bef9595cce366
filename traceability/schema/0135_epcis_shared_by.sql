ALTER TABLE epcis_shared
    ADD COLUMN IF NOT EXISTS organisation BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'who captured the event',
    ADD KEY IF NOT EXISTS by_organisation (viewer, organisation, record_time, event);

UPDATE epcis_shared AS s JOIN epcis_events AS e ON e.id = s.event SET s.organisation = e.organisation
 WHERE s.organisation = 0;
