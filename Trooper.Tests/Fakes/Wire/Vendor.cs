namespace Trooper.Tests.Fakes.Wire;

/// <summary>A vendor: its dialects, its other endpoints, and its way to say no.</summary>
internal abstract class Vendor
{
    /// <summary>How its model names itself.</summary>
    public abstract string Name { get; }

    /// <summary>The path that a gateway is configured with.</summary>
    public string Endpoint => Dialects[0].Path;

    protected abstract IReadOnlyList<Dialect> Dialects { get; }

    public Dialect? DialectFor(RecordedRequest request) =>
        request.Method == "POST" ? Dialects.FirstOrDefault(dialect => dialect.Path == request.Path) : null;

    /// <summary>Answers everything that isn't a model call.</summary>
    public abstract Reply Probe(RecordedRequest request);

    public abstract Reply Refusal(Failure failure);

    /// <summary>Headers that every response of the vendor has.</summary>
    public abstract IEnumerable<(string Name, string Value)> Headers();
}
