using System.Globalization;
using System.Text;

namespace Trooper.Tests.Fakes.Model;

/// <summary>Cuts a text into deltas of a few characters, never inside one: a model's tokens don't either, it is the wire that splits bytes.</summary>
internal static class Pieces
{
    private const int CharactersEach = 8;

    public static IReadOnlyList<string> Of(string text)
    {
        var pieces = new List<string>();
        var piece = new StringBuilder();
        var characters = StringInfo.GetTextElementEnumerator(text);
        for (var count = 1; characters.MoveNext(); count++)
        {
            piece.Append(characters.GetTextElement());
            if (count % CharactersEach == 0)
            {
                pieces.Add(piece.ToString());
                piece.Clear();
            }
        }

        return piece.Length > 0 ? [.. pieces, piece.ToString()] : pieces;
    }
}
