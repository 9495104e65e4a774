using FsCheck;
using FsCheck.Fluent;
using Trooper.Core.Classifier;

namespace Trooper.Tests.Classifier;

public sealed class AnyPromptTests
{
    // Words and signs that rules turn on, so that random prompts come near every rule's edges.
    private static readonly Gen<string> Piece = Gen.Elements("""
        what is the a of define definition mean spell spelled how many in example repeat that again remind me we said plural convert km miles
        c f plus x 7 3.5 = % - / ' " : please stands for hex sort uppercase it and stress é 🙂 👩‍💻 … ( . 's you did say not hear with one
        count does have part speech 3/4 alphabetically tense stand short sentence fix
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Append("\n").ToArray());

    [Fact]
    public void Every_text_gets_an_answer_and_always_the_same() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => IsStable(text ?? "")).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_heap_of_known_words_gets_an_answer_and_always_the_same() =>
        Prop.ForAll(Piece.ListOf().Select(pieces => string.Join(' ', pieces)).ToArbitrary(), IsStable)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(22));

    private static bool IsStable(string text)
    {
        var found = TurnClassifier.Classify(text);
        return found.Rule.Length > 0 && found == TurnClassifier.Classify(text);
    }
}
