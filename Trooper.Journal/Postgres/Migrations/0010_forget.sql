-- Removes a session with all that belongs to it, and the blocks that no other session refers to. False when there was none.
create function forget(forgotten_team text, forgotten_id text) returns boolean
language plpgsql
as $$
declare
    gone bigint;
    hashes bytea[];
begin
    -- Nobody begins to use a block meanwhile. It is taken before the session's row, as append does.
    perform pg_advisory_xact_lock(hashtext('trooper.blocks'));

    delete from sessions where team = forgotten_team and id = forgotten_id returning key into gone;
    if gone is null then
        return false;
    end if;

    delete from events where session = gone;
    delete from heads where session = gone;
    delete from local_only where session = gone;
    delete from search_texts where session = gone;
    delete from snapshots where session = gone;

    with uses as (delete from block_uses where session = gone returning hash)
    select array_agg(hash) into hashes from uses;

    delete from blocks b
    where b.hash = any (hashes) and not exists (select from block_uses u where u.hash = b.hash);

    return true;
end
$$;
