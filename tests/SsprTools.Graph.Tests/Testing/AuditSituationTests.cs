using System.Text.Json;
using SsprTools.Graph.Testing;
using Xunit;

namespace SsprTools.Graph.Tests.Testing;

/// <summary>
/// What the audit log does to a reset that went well, as it comes over the wire, and what each step may say then. Words: facts/graph.md 1.12.
/// S, V, P, L = reset started, first verification, password changed, sign-in; p pending, + passed, - failed, ? unknown.
/// </summary>
public sealed class AuditSituationTests
{
    private const string Flow = "Self-service password reset flow activity progress";
    private const string Reset = "Reset password (self-service)";
    private const string Service = "Self-service Password Management";

    private static readonly string[][] s_log =
    [
        // minute, activity, reason, result, user, correlation, id
        ["6", Flow, "User submitted their user ID", "success", Run.UserId, "c", "e1"],
        ["7", Flow, "User was presented with verification options", "success", Run.UserId, "c", "e2"],
        ["8", Flow, "User started the mobile SMS verification option", "success", Run.UserId, "c", "e3"],
        ["9", Flow, "User completed the mobile SMS verification option", "success", Run.UserId, "c", "e4"],
        ["10", Reset, "Successfully completed reset.", "success", Run.UserId, "c", "e5"],
    ];

    public static TheoryData<string, int, string> Situations => new()
    {
        { "as it happened", 60, "S+ V+ P+ L+" },
        { "late", 30, "Sp Vp Pp Lp" },
        { "missing", 119, "Sp Vp Pp Lp" },
        { "missing", 200, "S? V? P? L?" },
        { "of another user", 30, "Sp Vp Pp Lp" },
        { "of another user", 200, "S? V? P? L?" },
        { "without a user", 200, "S? V? P? L?" },
        { "user id in capitals", 60, "S+ V+ P+ L+" },
        { "duplicated", 60, "S+ V+ P+ L+" },
        { "duplicated under new ids", 60, "S+ V+ P+ L+" },
        { "newest first", 60, "S+ V+ P+ L+" },
        { "shuffled", 60, "S+ V+ P+ L+" },
        { "self-serve", 60, "S+ V+ P+ L+" },
        { "self service", 60, "S+ V+ P+ L+" },
        { "SELF-SERVICE", 60, "S+ V+ P+ L+" },
        { "two blanks between words", 60, "S+ V+ P+ L+" },
        { "service SSPR", 60, "S+ V+ P+ L+" },
        { "trailing blanks", 60, "S+ V+ P+ L+" },
        { "trailing blanks in results", 60, "S+ V+ P+ L+" },
        { "unknown reasons", 60, "S+ Vp P+ L+" },
        { "unknown reasons", 200, "S+ V? P+ L+" },
        { "no reasons", 200, "S+ V? P+ L+" },
        { "unknown result of the reset", 60, "S+ V+ Pp Lp" },
        { "unknown result of the reset", 200, "S+ V+ P? L?" },
        { "no result of the reset", 200, "S+ V+ P? L?" },
        { "failure, the success late", 60, "S+ V+ Pp Lp" },
        { "only a failure", 60, "S+ V+ P- Lp" },
        { "the verification late", 60, "S+ Vp P+ L+" },
        { "the verification missing", 200, "S+ V? P+ L+" },
        { "the reset late", 60, "S+ V+ Pp Lp" },
        { "the reset missing", 200, "S+ V+ P? L?" },
        { "only the reset", 60, "Sp Vp P+ L+" },
        { "only the reset", 200, "S? V? P+ L+" },
        { "failure, then success", 60, "S+ V+ P+ L+" },
        { "success, then failure", 60, "S+ V+ P+ L+" },
        { "cancelled, then success", 60, "S+ V+ P+ L+" },
        { "abandoned after completing", 60, "S+ V- Pp Lp" },
        { "turned away", 8, "S+ V- Pp Lp" },
        { "without correlation ids", 60, "S+ V+ P+ L+" },
        { "by an administrator", 200, "S? V? Pp Lp" },
        { "before the test", 200, "S? V? P? L?" },
    };

    [Theory]
    [MemberData(nameof(Situations))]
    public void Steps_say_what_can_be_said(string situation, int minutes, string expected)
    {
        var seen = Run.Good.With([.. Log(situation).Select(Read).OfType<SsprEvent>()]) with
        {
            Now = Run.ResetAt.AddMinutes(minutes),
            // Who was turned away or cancelled has the old password.
            User = Run.User(situation is "turned away" or "abandoned after completing" or "only a failure" ? Run.New.PasswordChangedBefore : Run.ResetAt),
        };

        var steps = TestRules.Judge(Run.New, seen);

        Assert.Equal(expected, string.Join(' ', new[] { TestStepName.ResetStarted, TestStepName.Verification, TestStepName.PasswordChanged, TestStepName.SignIn }
            .Zip("SVPL", (name, letter) => $"{letter}{Sign(steps.Single(step => step.Step == name).State)}")));
    }

    [Fact]
    public void A_reason_that_nobody_knows_is_kept_as_it_came()
    {
        var found = Read(["6", Flow, "User danced the polka ", "success", Run.UserId, "c", "e1"]);

        Assert.Equal("User danced the polka", found!.Reason);
    }

    [Theory]
    [InlineData("Reset password (self-service)", Service, SsprEventKind.Reset)]
    [InlineData("Reset password (Self-serve) ", Service, SsprEventKind.Reset)]
    [InlineData("Reset password (by admin)", Service, SsprEventKind.AdminReset)]
    [InlineData("Change password (self-service)", Service, SsprEventKind.Change)]
    [InlineData("Unlock user account (self-service)", Service, SsprEventKind.Unlock)]
    [InlineData("Blocked from self-service password reset", Service, SsprEventKind.Blocked)]
    [InlineData("User registered for self-service password reset", Service, SsprEventKind.Registered)]
    [InlineData("User registered all required security info", "Authentication Methods", SsprEventKind.Registered)]
    [InlineData("Security info saved for self-service password reset", Service, SsprEventKind.SecurityInfo)]
    [InlineData("Admin registered security info", "Authentication Methods", SsprEventKind.SecurityInfo)]
    [InlineData("Update SSPR Settings", "Core Directory", SsprEventKind.PolicyChanged)]
    [InlineData("Self-service password reset policy changes", null, SsprEventKind.PolicyChanged)]
    [InlineData("User started password reset", "Authentication Methods", SsprEventKind.Other)]
    [InlineData("Something new", Service, SsprEventKind.Other)]
    [InlineData("Something new", "SSPR", SsprEventKind.Other)]
    [InlineData("Add user", "Core Directory", null)]
    public void Activities_are_known_by_their_telling_words(string activity, string? service, SsprEventKind? expected) =>
        Assert.Equal(expected, SsprEventKinds.Of(activity, service));

    private static char Sign(TestStepState state) => state switch
    {
        TestStepState.Pending => 'p',
        TestStepState.Passed => '+',
        TestStepState.Failed => '-',
        TestStepState.Unknown => '?',
        _ => 's',
    };

    private static IEnumerable<string[]> Log(string situation)
    {
        static string[] With(string[] row, int column, string value) => [.. row.Select((cell, index) => index == column ? value : cell)];
        string[] failed = ["9", Reset, "FuzzyPolicyViolationInvalidPassword", "failure", Run.UserId, "c", "f1"];
        return situation switch
        {
            "as it happened" => s_log,
            "late" or "missing" => [],
            "of another user" => s_log.Select(row => With(row, 4, "user-2")),
            "without a user" => s_log.Select(row => With(row, 4, "")),
            "user id in capitals" => s_log.Select(row => With(row, 4, row[4].ToUpperInvariant())),
            "duplicated" => s_log.Concat(s_log),
            "duplicated under new ids" => s_log.Concat(s_log.Select(row => With(row, 6, row[6] + "x"))),
            "newest first" => s_log.Reverse(),
            "shuffled" => [s_log[4], s_log[0], s_log[3], s_log[1], s_log[2]],
            "self-serve" => s_log.Select(row => With(row, 1, row[1].Replace("elf-service", "elf-serve", StringComparison.Ordinal))),
            "self service" => s_log.Select(row => With(row, 1, row[1].Replace("elf-service", "elf service", StringComparison.Ordinal))),
            "SELF-SERVICE" => s_log.Select(row => With(row, 1, row[1].ToUpperInvariant())),
            "two blanks between words" => s_log.Select(row => With(With(row, 1, row[1].Replace(" ", "  ", StringComparison.Ordinal)), 2, row[2].Replace(" ", "  ", StringComparison.Ordinal))),
            "service SSPR" => s_log.Select(row => (string[])[.. row, "SSPR"]),
            "trailing blanks" => s_log.Select(row => With(With(row, 1, row[1] + " "), 2, row[2] + " \u00a0")),
            "trailing blanks in results" => s_log.Select(row => With(row, 3, row[3] + " ")),
            "unknown reasons" => s_log.Select(row => With(row, 2, "User danced the polka")),
            "no reasons" => s_log.Select(row => With(row, 2, "")),
            "unknown result of the reset" => [.. s_log[..4], With(s_log[4], 3, "interesting")],
            "no result of the reset" => [.. s_log[..4], With(s_log[4], 3, "")],
            "the verification late" or "the verification missing" => [.. s_log[..3], s_log[4]],
            "the reset late" or "the reset missing" => s_log[..4],
            "only the reset" => s_log[4..],
            "failure, the success late" or "only a failure" => [.. s_log[..4], failed],
            "failure, then success" => [.. s_log[..4], failed, s_log[4]],
            "success, then failure" => [.. s_log, With(With(failed, 0, "20"), 5, "later")],
            "cancelled, then success" => [["2", Flow, "User cancelled before passing the required authentication methods", "failure", Run.UserId, "first", "x1"], .. s_log],
            "abandoned after completing" => [.. s_log[..3], ["9", Flow, "User abandoned after completed the mobile SMS verification option", "success", Run.UserId, "c", "x2"]],
            "turned away" => [.. s_log[..1], ["7", Flow, "User's account has insufficient authentication methods defined. Add authentication info to resolve this ", "failure", Run.UserId, "c", "x3"]],
            "without correlation ids" => s_log.Select(row => With(row, 5, "")),
            "by an administrator" => [["10", "Reset password (by admin)", "None", "success", Run.UserId, "c", "a1"]],
            "before the test" => s_log.Select(row => With(row, 0, "-5")),
            _ => throw new ArgumentException(situation, nameof(situation)),
        };
    }

    // Through JSON, so that the reading is tested too.
    private static SsprEvent? Read(string[] row)
    {
        static string? OrNull(string text) => text.Length == 0 ? null : text;
        var entry = new AuditEntry(
            row[6], OrNull(row[5]), row[1], Run.Start.AddMinutes(int.Parse(row[0], System.Globalization.CultureInfo.InvariantCulture)), row.Length > 7 ? row[7] : Service,
            OrNull(row[3]), OrNull(row[2]), null, [new AuditTarget(OrNull(row[4]), "User", "monica@contoso.com", null)], null);
        return AuditTrail.Read(JsonSerializer.Deserialize<AuditEntry>(JsonSerializer.Serialize(entry))!);
    }
}
