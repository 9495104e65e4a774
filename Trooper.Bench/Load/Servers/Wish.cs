namespace Trooper.Bench.Load.Servers;

/// <summary>What a request wants of the fake upstream.</summary>
internal readonly record struct Wish(int Status, bool IsPaced, bool IsCut, bool IsStream)
{
    /// <summary>The model and the stream flag stand within so many of a body's first bytes.</summary>
    public const int Bytes = 96;

    /// <summary>Of Claude's family, so that the name goes through as it is.</summary>
    public const string Plain = "claude-bench", Paced = "claude-bench-paced", NoCredit = "claude-bench-402", Overloaded = "claude-bench-529", Cut = "claude-bench-cut";

    /// <summary>Of OpenAI's family, and the local model that streams.</summary>
    public const string OpenAI = "gpt-bench", Local = "llama-bench:latest";

    public static Wish Of(ReadOnlySpan<byte> head)
    {
        var status = head.IndexOf("bench-402"u8) >= 0 ? 402 : head.IndexOf("bench-529"u8) >= 0 ? 529 : 200;
        return new(status, head.IndexOf("bench-paced"u8) >= 0, head.IndexOf("bench-cut"u8) >= 0, head.IndexOf("\"stream\":true"u8) >= 0);
    }
}
