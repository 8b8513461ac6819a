using SsprTools.Graph.Policy;

namespace SsprTools.Graph.Readiness;

/// <summary>A method that the authentication methods policy allows for some users only.</summary>
/// <param name="Method">The method.</param>
/// <param name="Audiences">Each of them is enough: a mobile phone goes by text or by call.</param>
/// <param name="Whole">Whether nothing else may allow it; else nobody can be said to be left out.</param>
internal sealed record TargetedMethod(ResetMethod Method, IReadOnlyList<MethodAudience> Audiences, bool Whole)
{
    public bool? IsFor(string userId, Func<string, bool?> isMember)
    {
        var answers = Audiences.Select(audience => audience.Has(userId, isMember)).ToList();
        return answers.Contains(true) ? true : Whole && answers.TrueForAll(answer => answer == false) ? false : null;
    }

    /// <summary>Two that say the same say it in the same words.</summary>
    public override string ToString() => $"{Method} {Whole} " + string.Join(" or ", Audiences.Select(audience =>
        $"{audience.Everyone} {Words(audience.Users)} {Words(audience.Groups)} {Words(audience.ExcludedUsers)} {Words(audience.ExcludedGroups)}"));

    private static string Words(IEnumerable<string> ids) => $"[{string.Join(',', ids.Select(id => id.ToUpperInvariant()).Order(StringComparer.Ordinal))}]";
}
