using SsprTools.Graph.Directory;
using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;
using SsprTools.Graph.Registration;
using SsprTools.Graph.Testing;
using ResetMethod = SsprTools.Graph.Readiness.ResetMethod;

namespace SsprTools.Graph.Tests.Readiness;

/// <summary>One line of Situations.txt: facts in words, and what each gate has to say of them.</summary>
public sealed record Situation(string Name, string Differences, IReadOnlyDictionary<string, string> Gates, Verdict Overall, string Source)
{
    private static readonly DateTimeOffset s_now = Readiness.Facts.Now;

    public static IReadOnlyList<Situation> All { get; } =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Readiness", "Situations.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(Parse),
    ];

    public UserFacts ToFacts() => Facts(Differences);

    public override string ToString() => Name;

    /// <summary>The good user with what differs, such as <c>scope=None held=Email,Fido2</c>.</summary>
    public static UserFacts Facts(string differences)
    {
        var words = differences.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        string Take(string key, string usual) => words.Remove(key, out var found) ? found : usual;
        bool IsUnknown(string text) => text == "?";
        Fact<T> Fact<T>(string text, Func<string, T> read) => IsUnknown(text) ? Readiness.Facts.Unknown<T>() : Readiness.Facts.Known(read(text));
        Fact<bool> Switch(string key, string usual) => Fact(Take(key, usual), text => text is "yes" or "on" ? true : text is "no" or "off" ? false : throw new FormatException(text));
        IReadOnlyList<T> List<T>(string text)
            where T : struct, Enum => text == "none" ? [] : [.. text.Split(',').Select(Enum.Parse<T>)];
        Fact<SsprEvent> Event(string key, SsprEventKind kind) => Fact(Take(key, "none"), text => text == "none" ? null! : new SsprEvent
        {
            Id = "e", Activity = "a", Kind = kind, ActivityDateTime = s_now - TimeSpan.FromHours(int.Parse(text)), OnPremisesAgent = "Microsoft Entra Connect", Result = "success",
        });

        var account = Take("account", "enabled");
        var synced = Take("synced", "no") == "yes";
        var user = Readiness.Facts.Good.Account.Value! with
        {
            AccountEnabled = account switch { "enabled" => true, "disabled" => false, _ => null },
            OnPremisesSyncEnabled = synced ? true : null,
        };
        var licences = SituationLicenses.Judge(Take("licence", "P1"), Take("skus", "yes"));
        var perhaps = List<ResetMethod>(Take("perhaps", "none"));
        var migration = Enum.Parse<MigrationState>(Take("migration", "Complete"));
        var facts = Readiness.Facts.Good with
        {
            Account = account == "?" ? Readiness.Facts.Unknown<DirectoryUser>() : Readiness.Facts.Known(account == "none" ? null : user),
            Home = Fact(Take("home", account == "none" ? "?" : "ThisTenant"), Enum.Parse<AccountHome>),
            InFederatedDomain = Switch("federated", "no"),
            CloudResetLicense = licences.Cloud,
            WritebackLicense = licences.Writeback,
            Scope = Fact(Take("scope", "Selected"), Enum.Parse<SsprScope>),
            InSelectedGroup = Switch("inGroup", "yes"),
            NumberOfMethodsRequired = Fact(Take("required", "1"), int.Parse),
            MethodsAllowed = Fact(Take("allowed", "MobilePhone,Email"), text => new AllowedMethods(List<ResetMethod>(text), perhaps, migration)),
            TextsAndCalls = Switch("texts", "yes"),
            MethodsHeld = Fact(Take("held", "MobilePhone"), Held),
            ContactData = Fact(Take("contact", "none"), text => List<ResetMethod>(text)),
            SecurityQuestionsRegistered = Switch("questions", "no"),
            IsAdministrator = Switch("admin", "no"),
            AdministratorResetAllowed = Switch("adminAllowed", "yes"),
            HasCustomDomainOrSync = Switch("custom", "yes"),
            Writeback = Switch("writeback", "off"),
            LastWriteback = Event("lastWriteback", SsprEventKind.Reset),
            Block = Event("block", SsprEventKind.Blocked),
            ReportRow = Report(Take("report", "norow"), Take("capable", ""), int.Parse(Take("reportAge", "3"))),
        };
        return words.Count == 0 ? facts : throw new FormatException($"Unknown words: {string.Join(", ", words.Keys)}");
    }

    private static Fact<RegistrationRow> Report(string text, string capable, int age) => text switch
    {
        "?" => Readiness.Facts.Unknown<RegistrationRow>(),
        "norow" => Readiness.Facts.Known<RegistrationRow>(null),
        _ => Readiness.Facts.Known<RegistrationRow>(new RegistrationRow
        {
            IsSsprCapable = capable switch { "yes" => true, "no" => false, _ => null },
            MethodsRegistered = text == "none" ? [] : text.Split(','),
            ReportUpdatedDateTime = s_now - TimeSpan.FromHours(age),
        }),
    };

    private static IReadOnlyList<UserMethod> Held(string text) => Readiness.Facts.Held([.. text.Split(',').Select(word => word switch
    {
        "OfficePhoneExtension" => (MethodKind.OfficePhone, "+1 2065550101x12"),
        "OfficePhoneUntold" => (MethodKind.OfficePhone, null),
        "OfficePhone" => (MethodKind.OfficePhone, "+1 2065550101"),
        _ => (Enum.Parse<MethodKind>(word), (string?)"value"),
    })]).Value!;

    private static Situation Parse(string line)
    {
        var columns = line.Split('|', StringSplitOptions.TrimEntries);
        return new Situation(
            columns[0],
            columns[1],
            columns[2].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]),
            Enum.Parse<Verdict>(columns[3]),
            columns[4]);
    }
}
