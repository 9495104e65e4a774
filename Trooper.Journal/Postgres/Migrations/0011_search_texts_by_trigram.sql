-- Searches for what is rare. Where the extension can't be had (it comes with Postgres, but may not be installed or allowed), every text is looked at:
-- some tens of milliseconds for a hundred thousand sessions.
do $$
begin
    create extension if not exists pg_trgm schema public;
    execute format(
        'create index search_texts_by_trigram on search_texts using gin (text %I.gin_trgm_ops)',
        (select n.nspname from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_trgm'));
exception when others then
    raise notice 'searches do without an index: %', sqlerrm;
end
$$;
