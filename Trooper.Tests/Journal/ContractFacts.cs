using Xunit.Sdk;

namespace Trooper.Tests.Journal;

/// <summary>A fact of a contract, which may be skipped for some of those that it binds.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Trooper.Tests.Journal.Postgres.ContractFactDiscoverer", "Trooper.Tests")]
internal sealed class ContractFactAttribute : FactAttribute;

/// <inheritdoc cref="ContractFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Trooper.Tests.Journal.Postgres.ContractTheoryDiscoverer", "Trooper.Tests")]
internal sealed class ContractTheoryAttribute : TheoryAttribute;
