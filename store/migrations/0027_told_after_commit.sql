-- Whoever appends tells of it once it is committed (store/register/notices.py): PostgreSQL lets transactions that notify
-- commit one at a time, which took appending by many at once two thirds of its pace.
DROP TRIGGER entries_are_told ON entries;
DROP FUNCTION tell_of_entries();
