-- Appends to many sessions in one round trip. Each element of the first arrays is one session's change; the "owner" of an event or a block is a
-- change's position, from 1. A session that is not at the version expected keeps what it has; the others go on.
-- Returns for each change null where it was made, else the version that the session is at.
--
-- Plans are kept, and the planner is held to indexes: plans made while the tables are small would go on reading whole tables as they grow.
create function append(
    teams text[], ids text[], expected bigint[], versions bigint[], active timestamptz[], parents text[], summaries text[],
    search_texts text[], heads text[], local_only text[], local_only_from int[],
    event_owners int[], event_versions bigint[], event_texts text[],
    use_owners int[], use_hashes bytea[], block_bytes bytea[])
returns bigint[]
language plpgsql
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
#variable_conflict use_variable
declare
    keys bigint[];
begin
    -- Between a block's last use and its removal nobody may begin to use it (see forget).
    if cardinality(use_owners) > 0 then
        perform pg_advisory_xact_lock_shared(hashtext('trooper.blocks'));
    end if;

    -- In one order for all writers, so that two of them cannot wait for each other.
    perform 1
    from sessions s
    where (s.team, s.id) in (select * from unnest(teams, ids))
    order by s.team, s.id
    for update of s;

    with change as (
        select *
        from unnest(teams, ids, expected, versions, active, parents, summaries) with ordinality
            as c (team, id, expected, version, last_active_at, parent, summary, owner)
    ), changed as (
        update sessions s
        set version = c.version, last_active_at = c.last_active_at, parent = c.parent, summary = c.summary
        from change c
        where s.team = c.team and s.id = c.id and s.version = c.expected
        returning s.key, c.owner
    ), made as (
        insert into sessions as s (team, id, version, last_active_at, parent, summary)
        select c.team, c.id, c.version, c.last_active_at, c.parent, c.summary
        from change c
        where c.expected = 0
        order by c.team, c.id
        on conflict (team, id) do nothing
        returning s.key, s.team, s.id
    )
    select array_agg(coalesce(changed.key, made.key) order by c.owner) into keys
    from change c
    left join changed on changed.owner = c.owner
    left join made on made.team = c.team and made.id = c.id;

    insert into events (session, version, event)
    select keys[e.owner], e.version, e.text
    from unnest(event_owners, event_versions, event_texts) as e (owner, version, text)
    where keys[e.owner] is not null;

    delete from heads h
    using unnest(keys, heads) as c (key, hashes)
    where h.session = c.key and h.hash <> all (c.hashes::uuid[]);

    insert into heads (session, hash)
    select c.key, h.hash
    from unnest(keys, heads) as c (key, hashes), unnest(c.hashes::uuid[]) as h (hash)
    where c.key is not null
    on conflict do nothing;

    delete from local_only l
    using unnest(keys, local_only, local_only_from) as c (key, hashes, place)
    where l.session = c.key and l.place >= c.place;

    insert into local_only (session, place, hash)
    select c.key, c.place + h.nth - 1, h.hash
    from unnest(keys, local_only, local_only_from) as c (key, hashes, place), unnest(c.hashes::uuid[]) with ordinality as h (hash, nth)
    where c.key is not null;

    insert into search_texts as s (session, text)
    select c.key, c.text
    from unnest(keys, search_texts) as c (key, text)
    where c.key is not null
    on conflict (session) do update set text = excluded.text where s.text <> excluded.text;

    insert into blocks (hash, bytes)
    select distinct on (b.hash) b.hash, b.bytes
    from unnest(use_owners, use_hashes, block_bytes) as b (owner, hash, bytes)
    where keys[b.owner] is not null
    order by b.hash
    on conflict do nothing;

    insert into block_uses (session, hash)
    select keys[b.owner], b.hash
    from unnest(use_owners, use_hashes) as b (owner, hash)
    where keys[b.owner] is not null
    on conflict do nothing;

    return array(
        select case when c.key is null then coalesce((select s.version from sessions s where s.team = c.team and s.id = c.id), 0) end
        from unnest(keys, teams, ids) with ordinality as c (key, team, id, owner)
        order by c.owner);
end
$$;
