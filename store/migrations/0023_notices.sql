-- Whoever follows programmes hears of entries in the moment they are committed: a notice for each programme and statement,
-- with the entry before the first one and the last. `recorded_at` is where somebody goes on who follows all programmes.
CREATE FUNCTION tell_of_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('kwartier_appended', programme || ' ' || (min(seq) - 1) || ' ' || max(seq))
    FROM appended GROUP BY programme;
    RETURN NULL;
END
$$;
CREATE TRIGGER entries_are_told AFTER INSERT ON entries REFERENCING NEW TABLE AS appended
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_entries();
-- Rows only ever come at the end, in this order but for transactions that overlap: a tree would cost each of them more.
CREATE INDEX entries_by_moment ON entries USING brin (recorded_at) WITH (pages_per_range = 16, autosummarize = on);
