namespace Trooper.Core.Classifier.Reading;

/// <summary>Brings the ways to write a word to one: contractions are opened, chat spellings and typos put right.</summary>
internal static class Wording
{
    public static void Add(List<string> words, string word)
    {
        var (first, second) = Open(word);
        words.Add(second is null ? Typos.Correct(first) : first);
        if (second is not null)
            words.Add(second);
    }

    public static string OfSign(char sign) => sign switch
    {
        '×' => "*",
        '÷' => "/",
        '−' => "-",
        '²' => "squared",
        '³' => "cubed",
        '½' => "half",
        _ => "root",
    };

    private static (string First, string? Second) Open(string word) => word switch
    {
        "what's" or "whats" or "wat's" or "wats" => ("what", "is"),
        "how's" or "hows" => ("how", "is"),
        "that's" or "thats" => ("that", "is"),
        "it's" => ("it", "is"),
        "there's" => ("there", "is"),
        "let's" or "lets" => ("let", "us"),
        "i'm" or "im" => ("i", "am"),
        "i'd" => ("i", "would"),
        "i've" => ("i", "have"),
        "we've" => ("we", "have"),
        "you've" => ("you", "have"),
        "we'd" => ("we", "had"),
        "don't" or "dont" => ("do", "not"),
        "didn't" or "didnt" => ("did", "not"),
        "doesn't" or "doesnt" => ("does", "not"),
        "can't" or "cant" or "cannot" => ("can", "not"),
        "couldn't" or "couldnt" => ("could", "not"),
        "gimme" => ("give", "me"),
        "lemme" => ("let", "me"),
        "wanna" => ("want", "to"),
        "gonna" => ("going", "to"),
        "wat" or "wht" or "waht" or "whta" or "whut" => ("what", null),
        "pls" or "plz" or "plse" or "pleas" or "plesae" => ("please", null),
        "thx" or "thnx" or "tnx" => ("thanks", null),
        "u" or "ya" => ("you", null),
        "teh" => ("the", null),
        "mena" or "maen" => ("mean", null),
        "spel" => ("spell", null),
        "hwo" => ("how", null),
        "dose" => ("does", null),
        "alot" => ("a", "lot"),
        _ => (word, null),
    };
}
