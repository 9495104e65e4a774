using Trooper.Core.Classifier.Reading;

namespace Trooper.Core.Classifier.Vetoes;

/// <summary>What kind of turn it is that no rule knows, for the decision event.</summary>
internal static class Refusal
{
    public static string Of(Prompt prompt)
    {
        var words = prompt.Words;
        if (Reasoning.HasAny(words))
            return "reasoning";
        if (Compound.HasAny(words))
            return "compound";
        if (LiveData.HasAny(words))
            return "live-data";
        return Context.HasAny(words) ? "context" : "unknown";
    }

    /// <summary>Words that ask to think.</summary>
    public static readonly WordSet Reasoning = new("""
        why how whether which explain explains debug compare decide summarize summarise summary plan build design implement refactor
        analyze analyse review evaluate recommend suggest should better best worse difference versus vs pros cons prove justify improve
        optimize optimise fix solve write create generate translate elaborate clarify describe discuss argue brainstorm would could
        migrate deploy investigate walk
        """);

    /// <summary>Words that point at something said or done before, or at what only the asker has.</summary>
    public static readonly WordSet Context = new("""
        it its this that these those he him his she her they them their we us our ours my mine your yours you i me here above below last
        previous earlier next same other another one ones again former latter following given everything anything something nothing all
        any some
        """);

    /// <summary>What changes from day to day and no model knows.</summary>
    public static readonly WordSet LiveData = new("""
        weather forecast temperature today tomorrow yesterday tonight now currently current latest recent news time date day clock traffic
        price prices stock stocks rate rates score scores schedule status balance deadline playing trending happening going showing open
        due available upcoming live
        """);

    /// <summary>Words that join one request to another.</summary>
    public static readonly WordSet Compound = new("and or but then also plus because so if when while until after before unless");
}
