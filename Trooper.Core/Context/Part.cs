using Trooper.Core.Conversations;

namespace Trooper.Core.Context;

/// <summary>A block of a message that may be shortened.</summary>
internal abstract class Part
{
    public abstract IReadOnlyList<Passage> Passages { get; }

    public abstract bool IsWhole { get; }

    /// <summary>The block at its present length, or null where nothing is left of it.</summary>
    public abstract Block? Render();

    /// <summary>Keeps all of it, or none of what can be left out.</summary>
    public virtual void Keep(bool all)
    {
        foreach (var passage in Passages)
            passage.Keep(all || passage.IsPinned);
    }
}

internal sealed class ProsePart(TextBlock block, Passage passage) : Part
{
    public Passage Passage => passage;

    public override IReadOnlyList<Passage> Passages { get; } = [passage];

    public override bool IsWhole => passage.IsWhole;

    public override Block? Render()
    {
        if (passage.IsWhole)
            return block;
        var kept = passage.Render();
        return kept.Length > 0 ? new TextBlock(kept) : null;
    }
}

/// <summary>Images, documents, reasoning and what only its provider understands: kept whole or not at all.</summary>
internal sealed class MediaPart(Block block) : Part
{
    private bool _kept;

    public override IReadOnlyList<Passage> Passages => [];

    public override bool IsWhole => _kept || block is ThinkingBlock or RedactedThinkingBlock;

    public override void Keep(bool all) => _kept = all;

    public override Block? Render() => _kept ? block : block switch
    {
        ImageBlock => new TextBlock("[image]"),
        DocumentBlock document => new TextBlock(document.Title is { } title ? MiddleCut.To($"[document {title}]", 24) : "[document]"),
        _ => null,
    };
}

internal sealed class CallPart(ToolCallBlock block, int position) : Part
{
    private const int ShortArgument = 24;

    private readonly ArgumentsExcerpt _arguments = new(block.ArgumentsJson, position);

    public string Name => block.Name;

    /// <summary>The result, or null for a call that is open at the end of the conversation.</summary>
    public ResultPart? Result { get; set; }

    /// <summary>Whether call and result stay as such; else their kept lines go into the SITREP.</summary>
    public bool IsStructured { get; set; }

    public override IReadOnlyList<Passage> Passages => _arguments.Passages;

    /// <summary>Short arguments (a path, a command) say what a call was for, and are kept.</summary>
    public void PinShort()
    {
        foreach (var passage in Passages.Where(passage => passage.Tokens <= ShortArgument))
            passage.PinWithin(ShortArgument);
    }

    public override bool IsWhole => IsStructured && _arguments.IsWhole;

    public override Block? Render() => !IsStructured ? null : _arguments.IsWhole ? block : block with { ArgumentsJson = _arguments.Render() };
}

internal sealed class ResultPart : Part
{
    private readonly ToolResultBlock _block;
    private readonly List<Part> _content = [];

    public ResultPart(ToolResultBlock block, CallPart call, int position)
    {
        (_block, Call) = (block, call);
        var voice = block.IsError ? Voice.Failure : Voice.Result;
        foreach (var item in block.Content)
            _content.Add(item is TextBlock text ? new ProsePart(text, new Passage(text.Text, voice, position)) : new MediaPart(item));
        Passages = [.. _content.SelectMany(part => part.Passages)];
    }

    public CallPart Call { get; }

    public override IReadOnlyList<Passage> Passages { get; }

    public override bool IsWhole => Call.IsStructured && _content.TrueForAll(part => part.IsWhole);

    public override void Keep(bool all) => _content.ForEach(part => part.Keep(all));

    public override Block? Render()
    {
        if (!Call.IsStructured)
            return null;
        if (IsWhole)
            return _block;
        Block[] content = [.. _content.Select(part => part.Render()).OfType<Block>()];
        return _block with { Content = content.Length > 0 ? content : [new TextBlock("[…]")] };
    }
}
