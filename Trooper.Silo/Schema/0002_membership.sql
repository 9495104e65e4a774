-- Who is in the cluster. Every change of a member's state carries the version that its writer saw, and counts it up: of two writers one is told
-- to look again. A sign of life changes no version.
create table cluster_versions (
    cluster text primary key,
    version int not null default 0
);

create table cluster_members (
    cluster      text not null references cluster_versions,
    address      text not null,
    port         int not null,
    generation   int not null,
    silo_name    text not null,
    host_name    text not null,
    status       int not null,
    gateway_port int,
    suspicions   text,
    started_at   timestamptz not null,
    alive_at     timestamptz not null,
    primary key (cluster, address, port, generation)
);

create view cluster_table as
select v.cluster,
       m.address,
       m.port,
       m.generation,
       m.silo_name    as siloname,
       m.host_name    as hostname,
       m.status,
       m.gateway_port as proxyport,
       m.suspicions   as suspecttimes,
       m.started_at   as starttime,
       m.alive_at     as iamalivetime,
       v.version
from cluster_versions v left join cluster_members m using (cluster);

insert into orleansquery values
('InsertMembershipVersionKey', '
    with added as (insert into cluster_versions (cluster) values (@DeploymentId) on conflict do nothing returning 1)
    select count(*)::int from added'),

('InsertMembershipKey', '
    with counted as (
        update cluster_versions set version = version + 1
        where cluster = @DeploymentId and version = @Version
          and not exists (select from cluster_members
                          where cluster = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
        returning cluster),
    added as (
        insert into cluster_members (cluster, address, port, generation, silo_name, host_name, status, gateway_port, started_at, alive_at)
        select cluster, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime from counted
        returning 1)
    select count(*)::int from added'),

('UpdateMembershipKey', '
    with counted as (
        update cluster_versions set version = version + 1
        where cluster = @DeploymentId and version = @Version
          and exists (select from cluster_members
                      where cluster = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
        returning cluster),
    changed as (
        update cluster_members m set status = @Status, suspicions = @SuspectTimes::text, alive_at = @IAmAliveTime
        from counted
        where m.cluster = counted.cluster and m.address = @Address and m.port = @Port and m.generation = @Generation
        returning 1)
    select count(*)::int from changed'),

('UpdateIAmAlivetimeKey', '
    update cluster_members set alive_at = @IAmAliveTime
    where cluster = @DeploymentId and address = @Address and port = @Port and generation = @Generation'),

('MembershipReadRowKey', '
    select v.version, t.address, t.port, t.generation, t.siloname, t.hostname, t.status, t.proxyport, t.suspecttimes, t.starttime, t.iamalivetime
    from cluster_versions v
    left join cluster_table t on t.cluster = v.cluster and t.address = @Address and t.port = @Port and t.generation = @Generation
    where v.cluster = @DeploymentId'),

('MembershipReadAllKey', '
    select * from cluster_table where cluster = @DeploymentId'),

('GatewaysQueryKey', '
    select address, proxyport, generation from cluster_table where cluster = @DeploymentId and status = @Status and proxyport > 0'),

('DeleteMembershipTableEntriesKey', '
    with gone as (delete from cluster_members where cluster = @DeploymentId)
    delete from cluster_versions where cluster = @DeploymentId'),

-- 6: dead.
('CleanupDefunctSiloEntriesKey', '
    delete from cluster_members where cluster = @DeploymentId and status = 6 and alive_at < @IAmAliveTime');
