using Trooper.Core.Sessions;
using static Trooper.Tests.Journal.Samples;

namespace Trooper.Tests.Journal;

/// <summary>A journal and, beside it, what it should hold.</summary>
internal sealed class ModelRun(Func<Task<Trooper.Journal.Files.FileJournal>> open)
{
    private readonly Dictionary<string, List<string>> _model = [];
    private int _number;

    public IJournal Journal { get; private set; } = null!;

    public int VersionOf(string id) => _model.TryGetValue(id, out var texts) ? texts.Count : 0;

    public async Task Reopen()
    {
        if (Journal is not null)
            await Journal.DisposeAsync();
        Journal = await open();
    }

    public async Task Append(string id, int count)
    {
        var texts = Enumerable.Range(0, count).Select(_ => $"text {++_number}").ToList();
        await Journal.Append(Key(id), VersionOf(id), [.. texts.Select(text => Event(text))], Summary(Key(id), intent: $"intent {_number}"));
        if (!_model.TryAdd(id, texts))
            _model[id].AddRange(texts);
    }

    public async Task Delete(string id) => Assert.Equal(_model.Remove(id), await Journal.Delete(Key(id)));

    public async Task Compare(string id)
    {
        var expected = _model.GetValueOrDefault(id)?.Select((text, index) => $"{index + 1}: {text}").ToList() ?? [];
        Assert.Equal(expected, await Journal.Texts(Key(id)));
        Assert.Equal(expected.Skip(2).Take(3), await Journal.Texts(Key(id), 3, 5));
        Assert.Equal(_model.ContainsKey(id), await Journal.Find(Key(id)) is not null);
        var snapshot = await Journal.LoadSnapshot(Key(id));
        Assert.True(snapshot is null || snapshot.Version <= expected.Count);
    }
}
