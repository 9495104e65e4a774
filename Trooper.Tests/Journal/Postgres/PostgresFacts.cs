using Xunit.Abstractions;
using Xunit.Sdk;

namespace Trooper.Tests.Journal.Postgres;

/// <summary>A fact that needs a Postgres, and is skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresServer.Missing;
}

/// <summary>A fact that stops and starts a Postgres, and is skipped where no binaries are installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresOutageFactAttribute : FactAttribute
{
    public PostgresOutageFactAttribute() => Skip = PostgresServer.NoBinaries;
}

/// <summary>The tests of this class need a Postgres, those that it inherits included.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NeedsPostgresAttribute : Attribute;

/// <summary>A test of a contract: whether it can run depends on the class that runs it.</summary>
internal sealed class ContractTestCase : XunitTestCase
{
    [Obsolete("For deserialisation.")]
    public ContractTestCase()
    {
    }

    public ContractTestCase(IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method, object[]? arguments = null)
        : base(messages, display, options, method, arguments)
    {
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute) =>
        TestMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsPostgresAttribute)).Any() ? PostgresServer.Missing : base.GetSkipReason(factAttribute);
}

internal sealed class ContractFactDiscoverer(IMessageSink messages) : FactDiscoverer(messages)
{
    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo fact) =>
        new ContractTestCase(DiagnosticMessageSink, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method);
}

internal sealed class ContractTheoryDiscoverer(IMessageSink messages) : TheoryDiscoverer(messages)
{
    protected override IEnumerable<IXunitTestCase> CreateTestCasesForDataRow(ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo theory, object[] row) =>
        [new ContractTestCase(DiagnosticMessageSink, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method, row)];
}
