-- Reminders. Each silo looks after those whose hash is in its part of a ring, so one query asks for a range and another for one that goes round the end.
create table reminders (
    service    text not null,
    grain      text not null,
    name       text not null,
    starts_at  timestamptz not null,
    period_ms  bigint not null,
    grain_hash int not null,
    version    int not null default 0,
    primary key (service, grain, name)
);

create view reminder_rows as
select service, grain as grainid, name as remindername, starts_at as starttime, period_ms as period, grain_hash, version from reminders;

insert into orleansquery values
('UpsertReminderRowKey', '
    insert into reminders (service, grain, name, starts_at, period_ms, grain_hash)
    values (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash)
    on conflict (service, grain, name) do update
    set starts_at = excluded.starts_at, period_ms = excluded.period_ms, grain_hash = excluded.grain_hash, version = reminders.version + 1
    returning version'),

('ReadReminderRowsKey', 'select * from reminder_rows where service = @ServiceId and grainid = @GrainId'),

('ReadReminderRowKey', 'select * from reminder_rows where service = @ServiceId and grainid = @GrainId and remindername = @ReminderName'),

('ReadRangeRows1Key', 'select * from reminder_rows where service = @ServiceId and grain_hash > @BeginHash and grain_hash <= @EndHash'),

('ReadRangeRows2Key', 'select * from reminder_rows where service = @ServiceId and (grain_hash > @BeginHash or grain_hash <= @EndHash)'),

('DeleteReminderRowKey', '
    with gone as (
        delete from reminders where service = @ServiceId and grain = @GrainId and name = @ReminderName and version = @Version returning 1)
    select count(*)::int from gone'),

('DeleteReminderRowsKey', 'delete from reminders where service = @ServiceId');
