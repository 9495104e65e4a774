-- The grains' kept state: one row each, and the version that its last reader must name to write it. A query that finds another version returns no row.
create table grain_state (
    service    text not null,
    grain_type text not null,
    key_high   bigint not null,
    key_low    bigint not null,
    key_text   text not null,
    payload    bytea,
    version    int not null,
    changed_at timestamptz not null default now(),
    primary key (service, grain_type, key_high, key_low, key_text)
);

insert into orleansquery values
('ReadFromStorageKey', '
    select payload as payloadbinary, version from grain_state
    where service = @ServiceId and grain_type = @GrainTypeString and key_high = @GrainIdN0 and key_low = @GrainIdN1
      and key_text = coalesce(@GrainIdExtensionString::text, '''')'),

('WriteToStorageKey', '
    with changed as (
        update grain_state set payload = @PayloadBinary, version = version + 1, changed_at = now()
        where service = @ServiceId and grain_type = @GrainTypeString and key_high = @GrainIdN0 and key_low = @GrainIdN1
          and key_text = coalesce(@GrainIdExtensionString::text, '''') and version = @GrainStateVersion::int
        returning version),
    added as (
        insert into grain_state (service, grain_type, key_high, key_low, key_text, payload, version)
        select @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString::text, ''''), @PayloadBinary, 1
        where @GrainStateVersion::int is null
        on conflict do nothing
        returning version)
    select version as newgrainstateversion from changed union all select version from added'),

('ClearStorageKey', '
    update grain_state set payload = null, version = version + 1, changed_at = now()
    where service = @ServiceId and grain_type = @GrainTypeString and key_high = @GrainIdN0 and key_low = @GrainIdN1
      and key_text = coalesce(@GrainIdExtensionString::text, '''') and version = @GrainStateVersion::int
    returning version as newgrainstateversion'),

('DeleteStorageKey', '
    delete from grain_state
    where service = @ServiceId and grain_type = @GrainTypeString and key_high = @GrainIdN0 and key_low = @GrainIdN1
      and key_text = coalesce(@GrainIdExtensionString::text, '''') and version = @GrainStateVersion::int
    returning version + 1 as newgrainstateversion');
