-- The nodes that count limits together, and when each was last heard of.
create table nodes (
    node uuid primary key,
    seen_at timestamptz not null default now()
);

-- What each node has taken of a key's limit in a window, and what of that it has spent. Kinds: 1 requests per minute, 2 tokens per day,
-- 3 billionths of a dollar per month, 4 concurrent streams.
create table shares (
    key text not null,
    kind int not null,
    starts timestamptz not null,
    ends timestamptz not null,
    node uuid not null,
    taken bigint not null,
    spent bigint not null,
    primary key (key, kind, starts, node)
);

-- A node takes a slice: what it wants, or a part of what is left where that is more. Of a node that has not been heard of what it spent still counts,
-- and its streams are over. The first slice of a window finds what was used before anybody counted in it.
create function take_share(
    of_key text, of_kind int, from_time timestamptz, to_time timestamptz, by_node uuid, most bigint, wanted bigint, spent_by_now bigint,
    out granted bigint, out unused bigint)
language plpgsql
as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(of_key || ' ' || of_kind, 0));
    insert into nodes (node) values (by_node) on conflict do nothing;

    if of_kind in (2, 3) and not exists (select from shares s where s.key = of_key and s.kind = of_kind and s.starts = from_time) then
        insert into shares (key, kind, starts, ends, node, taken, spent)
        select of_key, of_kind, from_time, to_time, '00000000-0000-0000-0000-000000000000', used, used
        from (
            select coalesce(sum(case of_kind when 2 then u.input_tokens + u.output_tokens - u.tokens_saved else u.cost * 1000000000 end), 0)::bigint as used
            from usage u
            where u.key = of_key and u.day >= (from_time at time zone 'UTC')::date and u.day < (to_time at time zone 'UTC')::date) before;
    end if;

    select most - coalesce(sum(case
        when s.node = by_node or n.seen_at > now() - interval '5 seconds' then s.taken
        when of_kind = 4 then 0
        else s.spent end), 0)
    into unused
    from shares s left join nodes n on n.node = s.node
    where s.key = of_key and s.kind = of_kind and s.starts = from_time;

    granted := case when wanted < 0 then wanted else greatest(0, least(unused, greatest(wanted, unused / 32))) end;
    unused := unused - granted;

    insert into shares as s (key, kind, starts, ends, node, taken, spent) values (of_key, of_kind, from_time, to_time, by_node, granted, spent_by_now)
    on conflict (key, kind, starts, node) do update set taken = s.taken + excluded.taken, spent = greatest(s.spent, excluded.spent);
end
$$;
