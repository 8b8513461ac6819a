using SsprTools.Graph.Directory;
using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;
using SsprTools.Graph.Registration;
using SsprTools.Graph.Testing;
using ResetMethod = SsprTools.Graph.Readiness.ResetMethod;

namespace SsprTools.Graph.Tests.Readiness;

/// <summary>A user for whom everything is in order, to be spoilt by one fact at a time.</summary>
internal static class Facts
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    public static UserFacts Good { get; } = new()
    {
        UserPrincipalName = "monica@contoso.com",
        Now = Now,
        Account = Known<DirectoryUser>(new DirectoryUser { Id = "u", UserPrincipalName = "monica@contoso.com", AccountEnabled = true, UserType = "Member" }),
        Home = Known(AccountHome.ThisTenant),
        InFederatedDomain = Known(false),
        CloudResetLicense = License(Verdict.Pass),
        WritebackLicense = License(Verdict.Pass),
        Scope = Known(SsprScope.Selected),
        InSelectedGroup = Known(true),
        SelectedGroup = "SSPRTesters",
        NumberOfMethodsRequired = Known(1),
        MethodsAllowed = Known(new AllowedMethods([ResetMethod.MobilePhone, ResetMethod.Email], [])),
        TextsAndCalls = Known(true),
        MethodsHeld = Held((MethodKind.MobilePhone, "+1 2065550100")),
        ContactData = Known<IReadOnlyList<ResetMethod>>([]),
        SecurityQuestionsRegistered = Known(false),
        IsAdministrator = Known(false),
        AdministratorResetAllowed = Known(true),
        HasCustomDomainOrSync = Known(true),
        Writeback = Known(false),
        LastWriteback = Known<SsprEvent>(null),
        Block = Known<SsprEvent>(null),
        ReportRow = Known<RegistrationRow>(null),
    };

    public static Fact<T> Known<T>(T? value) => Fact<T>.Known(value, "test", Now);

    public static Fact<T> Unknown<T>() => Fact<T>.Unknown("it could not be read");

    public static PrerequisiteResult License(Verdict verdict) => new() { Check = "c", Verdict = verdict, Reason = $"licence {verdict}", Evidence = "a licence", Source = "test" };

    public static Fact<IReadOnlyList<UserMethod>> Held(params (MethodKind Kind, string? Value)[] methods) => Known<IReadOnlyList<UserMethod>>(
        [.. methods.Select(method => new UserMethod
        {
            UserId = "u",
            UserPrincipalName = "monica@contoso.com",
            Method = method.Kind,
            Value = method.Value,
            MethodId = "m",
            GraphType = "t",
            UsableForReset = MethodUse.For(method.Kind, method.Value).Usable,
        })]);

    public static UserFacts Synced(UserFacts facts) =>
        facts with { Account = Known<DirectoryUser>(facts.Account.Value! with { OnPremisesSyncEnabled = true }) };
}
