using SsprTools.Graph.Directory;
using SsprTools.Graph.Readiness;
using SsprTools.Graph.Registration;
using SsprTools.Graph.Testing;

namespace SsprTools.Graph.Tests.Testing;

/// <summary>A reset test that went well, as the logs tell it two hours later; to be spoilt by one observation at a time.</summary>
internal static class Run
{
    public const string UserId = "user-1";

    public static DateTimeOffset Start { get; } = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset ResetAt { get; } = Start.AddMinutes(10);

    public static TestRun New { get; } = new()
    {
        Id = "0123456789",
        UserId = UserId,
        UserPrincipalName = "monica@contoso.com",
        TenantId = "t",
        StartedAt = Start,
        PasswordChangedBefore = Start.AddDays(-1),
    };

    public static IReadOnlyList<SsprEvent> Events { get; } =
    [
        Event("e1", 6, SsprEventKind.FlowStep, "User submitted their user ID"),
        Event("e2", 7, SsprEventKind.FlowStep, "User was presented with verification options"),
        Event("e3", 8, SsprEventKind.FlowStep, "User started the mobile SMS verification option"),
        Event("e4", 9, SsprEventKind.FlowStep, "User completed the mobile SMS verification option"),
        Event("e5", 10, SsprEventKind.FlowStep, "User successfully reset password"),
        Event("e6", 10, SsprEventKind.Reset, "Successfully completed reset."),
    ];

    public static TestObservation Good { get; } = new()
    {
        Now = Start.AddHours(2),
        Readiness = ReadinessRules.Judge(Readiness.Facts.Good),
        User = User(ResetAt),
        ReportRow = Known<RegistrationRow>(new RegistrationRow { IsSsprCapable = true, ReportUpdatedDateTime = Start.AddHours(1) }),
        MethodsRequired = Known(1),
        Events = Known(Events),
        SignIns = Known<IReadOnlyList<SignInEvent>>([SignIn("s1", 12, 0)]),
    };

    public static Fact<T> Known<T>(T? value) => Fact<T>.Known(value, "test", Start);

    public static Fact<T> Unknown<T>() => Fact<T>.Unknown("it could not be read");

    public static Fact<DirectoryUser> User(DateTimeOffset? changed, bool? synced = null) => Known<DirectoryUser>(new DirectoryUser
    {
        Id = UserId,
        UserPrincipalName = "monica@contoso.com",
        AccountEnabled = true,
        LastPasswordChangeDateTime = changed,
        OnPremisesSyncEnabled = synced,
    });

    public static SsprEvent Event(string id, int minute, SsprEventKind kind, string reason, string result = "success", string user = UserId, string correlation = "c") => new()
    {
        Id = id,
        ActivityDateTime = Start.AddMinutes(minute),
        Kind = kind,
        Activity = kind.ToString(),
        Result = result,
        Reason = reason,
        UserId = user,
        CorrelationId = correlation,
    };

    public static SignInEvent SignIn(string id, int minute, int? code) => new() { Id = id, CreatedDateTime = Start.AddMinutes(minute), ErrorCode = code };

    public static TestObservation With(this TestObservation seen, params SsprEvent[] events) => seen with { Events = Known<IReadOnlyList<SsprEvent>>(events) };

    public static TestStep Step(this TestObservation seen, TestStepName name) => TestRules.Judge(New, seen).Single(step => step.Step == name);
}
