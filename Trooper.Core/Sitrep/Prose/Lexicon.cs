using System.Collections.Frozen;

namespace Trooper.Core.Sitrep.Prose;

/// <summary>The words that the rules know, with their senses. Whole words, any case.</summary>
internal static class Lexicon
{
    private static readonly (Sense Sense, string Words)[] Groups =
    [
        (Sense.Done, """
            done complete completed completes finished finishes passed pass passes passing merged deployed fixed resolved closed reviewed approved
            successful successfully succeeded shipped
            """),
        (Sense.Made, """
            created added updated changed removed implemented refactored renamed replaced moved wrote written rewrote rewritten modified adjusted
            introduced installed configured enabled disabled restored reverted cancelled canceled booked rebooked refunded exchanged upgraded downgraded
            processed submitted sent scheduled rescheduled switched converted extracted deleted dropped cleaned built generated published released tagged pushed
            committed rebased migrated saved uploaded downloaded imported exported loaded backfilled verified reproduced recovered corrected
            addressed registered returned transferred provisioned bumped upgraded simplified documented validated established redeployed promoted
            rotated synced archived wired hardened patched picked applied issued assigned recorded posted filed rolled
            restarted executed solved confirmed landed cleared extended
            split put set cut reset rebuilt redid redone undid undone bound chose chosen drew drawn froze frozen hid hidden laid overrode
            overridden took taken gave brought spun threw overwrote
            """),
        (Sense.Mental, """
            noticed realized looked checked considered received tried wanted needed assumed identified analyzed analysed searched investigated explored recommended decided
            learned attempted used based supplied provided asked mentioned described discussed suggested expected required intended supposed explained noted
            encountered experienced observed examined inspected compared supported involved related needed called named located displayed listed included excluded defined
            declared referenced stored caused
            believed felt hoped liked loved preferred hated feared doubted wondered guessed thought knew understood remembered forgot heard meant
            counted spotted suspected concluded determined discovered detected measured monitored watched waited listened scanned queried
            fetched studied debugged pinged grepped viewed browsed assessed evaluated estimated retried started continued proceeded stopped struggled
            managed hesitated offered promised apologized stated replied answered informed proposed faced stumbled ignored refrained
            avoided omitted claimed misunderstood mistyped overlooked failed followed happened appeared turned seemed remained tested walked pulled
            cloned tailed skimmed downloaded profiled benchmarked sampled traced inferred ruled
            """),
        (Sense.Negation, "0 zero not never no none nothing nobody neither nor cannot without unable hardly isnt dont doesnt cant wont didnt hasnt havent"),
        (Sense.Future, """
            will shall going gonna planned planning todo need needs needed must should let lets want wants try trying
            would could can may might i'll we'll it'll you'll they'll let's supposed propose proposed i'd we'd ought recommend
            """),
        (Sense.Condition, "if unless once when whenever until till provided assuming whether because where how why"),
        (Sense.Hedge, "seem seems seemed appear appears appeared looks suggests suggest probably maybe perhaps likely think guess believe presumably apparently hopefully supposedly"),
        (Sense.Trouble, """
            fails fail failed crashes crashed overwrites complains exhausts leaks hangs misses throws breaks rejects exceeds exceeded lacks loses regressed
            typo timed
            freezes froze stalls stalled panics panicked deadlocks deadlocked collides collided corrupts starves chokes segfaults dies died misbehaves
            diverges clobbers mangles refuses balks aborts aborted bails glitches stutters flickers jams bounces wedges explodes segfaulted blows slows lags broke overlaps hung leaked jammed choked
            malfunctions oomkilled errored
            """),
        (Sense.Defective, """
            broken failing stuck blocked missing wrong crashing unreachable mismatched incorrect incorrectly invalid duplicated duplicate exhausted outdated stale flaky
            leaking denied rejected refused undefined unmatched hanging unavailable corrupt corrupted inconsistent unexpected expired lost unresponsive truncated
            unhandled uncommitted untracked unstaged unrelated behind problematic malformed blind off dead slow
            delayed down unusable unreadable misleading mangled garbled scrambled misaligned insecure vulnerable deadlocked frozen stalled hung hard-coded hardcoded half-done half-finished
            unauthorized forbidden overdue degraded saturated overloaded unhealthy offline inaccurate nonexistent circular misconfigured mistyped blank
            red unstable sluggish laggy cracked damaged defective faulty buggy incompatible unsupported insufficient inaccessible unsafe brittle fragile late
            unprotected unbounded
            """),
        (Sense.Well, """
            fine good great okay stable green normal intact right correct valid identical consistent available responsive up over flat quiet back well sorted
            healthy clean clear reachable online caught active live running upright plugged cured settled passing working gone unchanged synced
            """),
        (Sense.TroubleNoun, """
            bug bugs error errors issue issues failure failures timeout timeouts crash regression regressions conflict conflicts exception mistake
            oversight defect feedback race races deadlock deadlocks leak leaks collision mismatch discrepancy outage bottleneck vulnerability typo
            glitch fault faults catch snag hitch caveat gotcha warning warnings
            """),
        (Sense.Settled, """
            done fixed resolved confirmed completed complete closed shipped merged deployed pass passes passed passing works working worked succeeded successful
            successfully gone solved clean clear healthy addressed corrected green unblocked restored reachable back recovered
            """),
        (Sense.Waiting, "tbd unread pending unclear unconfirmed unfinished unverified unresolved outstanding unanswered undecided untested unknown incomplete awaiting waiting open blocked stuck"),
        (Sense.Auxiliary, "is are was were has have had been be being am i've we've you've they've it's that's he's she's got gets get i'm we're they're you're does do did"),
        (Sense.Pronoun, "i we you he she it they this that these those everything nothing i've we've you've it's i'm we're that's there's he's she's they're"),
        (Sense.Determiner, "a an the any some every each no our your my its their his her"),
        (Sense.Adverb, """
            also now already just then successfully all both finally fully completely correctly cleanly properly properly too again recently still only even
            really currently actually together therefore indeed simply automatically here
            """),
        (Sense.Task, """
            add build change check clean configure convert create debug delete deploy develop disable document enable explain extract find fix generate handle help
            implement improve install integrate investigate make merge migrate modify move optimize optimise port propose push put refactor release remove rename
            replace research resolve restart restore review rewrite run set ship show simplify solve split support switch test track trace translate update upgrade use
            validate verify work write cancel book exchange return modify refund reschedule rebook design draft summarize analyze analyse setup rollback
            look go do get give keep skip stop start apply address allow avoid reduce increase plot draw hide revert commit rebase download upload import
            export load parse prepare publish read reproduce scan send sort sync transfer tune turn walk catch label order buy pay change reset evaluate
            compare compute calculate collect continue carry record render print pass plan organize order determine ensure extend figure invoke consider cut bump tag speed mitigate inspect monitor
            schedule seed scale secure wrap rotate swap outline list compile profile benchmark deduplicate backfill ingest crawl scrape tidy polish unify consolidate harden
            patch pin wire register simulate rework reduce shorten document localize containerize parallelize
            introduce renew bring adapt adjust align annotate append archive assemble assign attach audit automate balance boost bundle cache
            calibrate capture centralize chain choose clarify clone close combine complete compress connect construct correct count cover decouple
            decrease delegate deprecate derive detect diagnose display divide drain duplicate edit eliminate emit enforce enhance enrich escape
            establish estimate examine exclude expand expose filter finalize finish fold force format forward freeze gather group guard host identify
            ignore include increment index inline insert instrument invert isolate join kill launch lift limit link lint locate lock lower map mark
            mask match measure mention minify mirror mock mount mute narrow normalize notify omit open pack paginate parameterize paste pause permit
            persist pick pipe place populate post preserve prevent process produce promote protect provide provision prune purge query quote raise
            reach rebuild recalculate recover recreate redact redesign redirect redo refine refresh regenerate reject remember remind reopen repair
            repeat reply report require reserve resize respond retire retry reuse revise revoke roll round route sanitize save search select separate
            serialize serve share shift shrink silence slice snapshot spread squash stabilize stash store stream strip structure stub submit
            substitute subscribe suppress survey suspend tell throttle tighten toggle transform trigger trim truncate unblock undo uninstall unlock
            unpack vendor view visualize wait watch whitelist widen wipe withdraw clear charge take ask teach learn describe study hook emulate
            """),
        (Sense.Operation, "restart deploy redeploy check update migrate rollback roll enable configure disable install upgrade release push merge rebase revert promote test verify run"),
        (Sense.Relative, "that which who whose whom"),
        (Sense.Preposition, "of in on at to for from with by into onto about over under between through during against per via up out"),
        (Sense.Stop, """
            a an the and or but of to in on at by up for from with without as is are was were be been being it its itself this that these those i we you he she they my our
            your their me us have has had do does did not no so then now here there all both into via also just than too very can will would could should i'm i'll
            i've we've let let's it's that's which who what when if any some again already still yet only please ok okay
            """),
    ];

    private static readonly FrozenDictionary<string, Sense> Senses = Groups
        .SelectMany(group => group.Words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), (group, word) => (word, group.Sense))
        .GroupBy(entry => entry.word, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(entries => entries.Key, entries => entries.Aggregate(Sense.None, (all, entry) => all | entry.Sense), StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, Sense>.AlternateLookup<ReadOnlySpan<char>> BySpan = Senses.GetAlternateLookup<ReadOnlySpan<char>>();

    private const int LeastForm = 5;
    private const int LongestForm = 32;

    private static readonly (string British, string American)[] Spellings = [("ise", "ize"), ("ised", "ized"), ("ising", "izing"), ("yse", "yze"), ("ysed", "yzed"), ("ysing", "yzing")];

    public static Sense Of(ReadOnlySpan<char> word)
    {
        var sense = BySpan.TryGetValue(word, out var known) ? known : OfForm(word);
        if (word.Length >= 3 && word[^2] == '\'' && word.EndsWith("n't", StringComparison.OrdinalIgnoreCase))
            return sense | Sense.Negation | Sense.Auxiliary | Sense.Stop;
        if (word.Length >= 3 && word[^3] == '\'' && word.EndsWith("'ll", StringComparison.OrdinalIgnoreCase))
            return sense | Sense.Future | Sense.Stop;
        return sense == Sense.None && word.Length > 4 && word.EndsWith("ed") && !word[1..].ContainsAnyExceptInRange('a', 'z') ? Sense.Participle : sense;
    }

    /// <summary>What a word's form tells where the word itself is not listed: <c>stabilise</c>, <c>unmerged</c>.</summary>
    private static Sense OfForm(ReadOnlySpan<char> word)
    {
        if (word.Length < LeastForm)
            return Sense.None;
        if (word.StartsWith("un") && word.EndsWith("ed"))
            return BySpan.TryGetValue(word[2..], out var done) && (done & (Sense.Done | Sense.Made)) != 0 ? Sense.Waiting : Sense.None;
        return OfBritish(word);
    }

    private static Sense OfBritish(ReadOnlySpan<char> word)
    {
        foreach (var (british, american) in Spellings)
        {
            if (!word.EndsWith(british) || word.Length > LongestForm)
                continue;
            Span<char> other = stackalloc char[LongestForm];
            word.CopyTo(other);
            american.CopyTo(other[(word.Length - british.Length)..]);
            return BySpan.TryGetValue(other[..word.Length], out var known) ? known : Sense.None;
        }
        return Sense.None;
    }
}
