namespace Trooper.Core.Context;

/// <summary>A stretch of a passage that is kept or left out as one.</summary>
internal struct Line
{
    public int Start;
    public int Length;
    public float Tokens;
    /// <summary>What keeping it is worth, per token.</summary>
    public float Worth;
    public bool Kept;
}
