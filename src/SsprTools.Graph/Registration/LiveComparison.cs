using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Registration;

/// <summary>Compares the words of the report with the methods that a user holds. Both lists are open, and what only one of them can say is not compared.</summary>
internal static class LiveComparison
{
    /// <param name="report">What the report says of the user.</param>
    /// <param name="held">What the user holds now.</param>
    public static LiveRegistration Of(LiveRegistration report, IReadOnlyList<UserMethod> held, DateTimeOffset now)
    {
        // Everyone holds a password, and the report does not name it.
        var methods = held.Where(method => method.Method != MethodKind.Password).ToList();
        var live = report with
        {
            LiveMethods = [.. methods.Select(Word).Distinct(StringComparer.Ordinal)],
            LiveReadDateTime = now,
        };
        if (report.MethodsRegistered is not { } words)
        {
            return live;
        }

        var kinds = methods.Select(method => method.Method).Where(kind => kind != MethodKind.Other).ToHashSet();
        var reported = words.Select(word => (Word: word, Kind: ReportedMethods.KindOf(word))).ToList();
        var named = reported.Select(entry => entry.Kind).OfType<MethodKind>().ToHashSet();
        // The Authenticator app gives codes too, and whether the list of methods shows that apart is documented nowhere.
        bool IsAppCode(MethodKind kind) => kind == MethodKind.SoftwareOath && kinds.Union(named).Contains(MethodKind.MicrosoftAuthenticator);
        var onlyReported = reported.Where(entry => entry.Kind is { } kind && kind != MethodKind.Password && !kinds.Contains(kind) && !IsAppCode(kind)).Select(entry => entry.Word).ToList();
        var onlyLive = kinds.Where(kind => !named.Contains(kind) && !IsAppCode(kind)).Order().Select(kind => kind.ToString()).ToList();
        List<string> notCompared =
        [
            .. reported.Where(entry => entry.Kind is null).Select(entry => entry.Word),
            .. methods.Where(method => method.Method == MethodKind.Other).Select(Word).Distinct(StringComparer.Ordinal),
        ];
        return live with
        {
            OnlyLive = onlyLive,
            OnlyReported = onlyReported,
            NotCompared = notCompared,
            // Security questions have no method (facts/graph.md 1.6), so that a word without one is no doubt; a kind that this version cannot name is.
            ReportLags = onlyLive.Count + onlyReported.Count > 0 ? true : notCompared.TrueForAll(ReportedMethods.IsQuestion) ? false : null,
        };
    }

    private static string Word(UserMethod method) => method.Method == MethodKind.Other ? method.GraphType : method.Method.ToString();
}
