namespace SsprTools.Tutorial.Tests.Agreement;

/// <summary>What the reset page did when somebody gave a user id: refused, or offered methods for so many steps.</summary>
/// <param name="Gates">How many steps it asks for; 0: refused.</param>
/// <param name="Offered">The labels of the methods at the first step.</param>
/// <param name="Code">SSPR_00xx, if the refusal has one.</param>
/// <param name="Words">The refusal's own words.</param>
internal sealed record PageAnswer(int Gates, IReadOnlyList<string> Offered, string? Code, string Words)
{
    public bool IsOffered => Gates > 0;

    /// <summary>The different methods among the labels: text and call of a mobile phone are one, so are the app's notification and code.</summary>
    public IReadOnlyList<string> Methods =>
    [
        .. Offered.Select(label => label switch
        {
            _ when label.Contains("mobile phone", StringComparison.Ordinal) => "mobile phone",
            _ when label.Contains("office phone", StringComparison.Ordinal) => "office phone",
            _ when label.Contains("authenticator app", StringComparison.Ordinal) => "app",
            _ when label.Contains("email", StringComparison.Ordinal) => "email",
            _ when label.Contains("security questions", StringComparison.Ordinal) => "questions",
            _ => throw new InvalidOperationException($"The page offers '{label}', which this test does not know."),
        }).Distinct(),
    ];

    public override string ToString() => IsOffered ? $"offers {string.Join(", ", Methods)} for {Gates} step(s)" : $"refuses: {Code ?? "no code"}, {Words}";
}
