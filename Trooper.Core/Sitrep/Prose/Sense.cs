namespace Trooper.Core.Sitrep.Prose;

/// <summary>What a word may mean to the rules. A word can have several senses.</summary>
[Flags]
internal enum Sense
{
    None = 0,

    /// <summary>Says that something came to its end: the words of accomplishment.</summary>
    Done = 1 << 0,

    /// <summary>The past of a verb that leaves a result behind: created, added, renamed.</summary>
    Made = 1 << 1,

    Negation = 1 << 2,

    /// <summary>Puts what follows into the future, or makes it a wish or a duty.</summary>
    Future = 1 << 3,

    /// <summary>Makes what follows a condition, a time or a reason rather than a report.</summary>
    Condition = 1 << 4,

    /// <summary>Makes what follows a guess.</summary>
    Hedge = 1 << 5,

    /// <summary>Says by itself that something is wrong: failing, broken, stuck.</summary>
    Trouble = 1 << 6,

    /// <summary>Says of a thing that it is wrong, where it is said of it: in "the missing file" it only describes.</summary>
    Defective = 1 << 7,

    /// <summary>Names a problem, but may as well stand in a title or a plan: bug, error, issue.</summary>
    TroubleNoun = 1 << 8,

    /// <summary>Says that trouble is over: works, passes, resolved.</summary>
    Settled = 1 << 9,

    /// <summary>Waits for someone or something: pending, unclear, unconfirmed.</summary>
    Waiting = 1 << 10,

    Auxiliary = 1 << 11,
    Pronoun = 1 << 12,
    Determiner = 1 << 13,
    Adverb = 1 << 14,

    /// <summary>The plain form of a verb of work: what a request or a plan asks for.</summary>
    Task = 1 << 15,

    /// <summary>A verb of operations, worth a line among the recent actions: deploy, restart, check.</summary>
    Operation = 1 << 16,

    /// <summary>Carries no content: left out when phrases are compared.</summary>
    Stop = 1 << 17,

    /// <summary>Opens a clause about something named before it: that, which, who.</summary>
    Relative = 1 << 18,

    Preposition = 1 << 19,

    /// <summary>The past participle of a verb that the lexicon doesn't list: it counts where nothing else can be meant.</summary>
    Participle = 1 << 20,

    /// <summary>The past of a verb of looking, thinking or saying, which leaves no result behind.</summary>
    Mental = 1 << 21,

    /// <summary>Says of a thing, where it is said of it, that it is as it should be: stable, green, back.</summary>
    Well = 1 << 22,
}
