-- Which languages there are is known by their catalogues; what comes in is checked against those.
ALTER TABLE representatives DROP CONSTRAINT representatives_language_check;
