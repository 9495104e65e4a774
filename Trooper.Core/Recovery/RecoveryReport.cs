namespace Trooper.Core.Recovery;

public sealed record RecoveryReport;
