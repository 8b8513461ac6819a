using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;
using SsprTools.Graph.Registration;
using SsprTools.Graph.Testing;
using ResetMethod = SsprTools.Graph.Readiness.ResetMethod;

namespace SsprTools.Graph.Facts;

/// <summary>Gathers what the gates of a user rest on. What is the same for all users is read once; keep one reader for a pipeline.</summary>
public sealed class UserFactsReader(SsprConnection connection)
{
    private readonly FactReading _reading = new(connection);
    private TenantFacts? _tenant;
    private Fact<SsprEvent>? _lastWriteback;

    /// <summary>The facts of one user. Only what ends every command alike is thrown; all else is an unknown fact with its reason.</summary>
    /// <param name="identity">UPN or object id.</param>
    public async Task<UserFacts> ReadAsync(string identity, CancellationToken cancellationToken)
    {
        var tenant = _tenant ??= await new TenantFactsReader(connection).ReadAsync(cancellationToken).ConfigureAwait(false);
        var account = await _reading.ReadAsync("directory", () => new UserDirectory(connection).FindAsync(identity, cancellationToken)).ConfigureAwait(false);
        if (account.Value is not { } user)
        {
            return Nobody(identity, tenant, account);
        }

        var row = await _reading.ReadAsync(
            "registration report", () => new RegistrationReport(connection).FindAsync(user.Id, cancellationToken)).ConfigureAwait(false);
        var licenses = await _reading.ReadAsync(LicenseFactsReader.UserSource, async () =>
            (IReadOnlyList<LicenseFact>?)await new LicenseFactsReader(connection).ReadUserAsync(user.Id, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        var judged = LicenseRules.JudgeUser(user.UserPrincipalName, licenses.Value, tenant.Licenses, LicenseFactsReader.UserSource, connection.Clock.Now);
        return new UserFacts
        {
            UserPrincipalName = user.UserPrincipalName,
            Account = account,
            Home = await HomeAsync(user, cancellationToken).ConfigureAwait(false),
            InFederatedDomain = tenant.InFederatedDomain(user),
            CloudResetLicense = judged.Single(result => result.Check == LicenseRules.UserCloudResetCheck),
            WritebackLicense = judged.Single(result => result.Check == LicenseRules.UserWritebackCheck),
            Scope = tenant.Scope,
            SelectedGroup = tenant.SelectedGroup?.ToString(),
            InSelectedGroup = await InGroupAsync(user, tenant, cancellationToken).ConfigureAwait(false),
            NumberOfMethodsRequired = tenant.NumberOfMethodsRequired,
            MethodsAllowed = tenant.MethodsAllowed,
            MethodsHeld = await _reading.ReadAsync("methods read live", async () =>
                (IReadOnlyList<UserMethod>?)await new UserMethods(connection).GetAsync(user, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false),
            ContactData = await ContactDataAsync(user, cancellationToken).ConfigureAwait(false),
            SecurityQuestionsRegistered = Questions(row),
            IsAdministrator = await new AdministratorReader(connection).ReadAsync(user, cancellationToken).ConfigureAwait(false),
            AdministratorResetAllowed = tenant.AdministratorResetAllowed,
            HasCustomDomainOrSync = tenant.HasCustomDomainOrSync,
            Writeback = tenant.Writeback,
            LastWriteback = user.OnPremisesSyncEnabled == true
                ? _lastWriteback ??= await _reading.ReadAsync("audit log", () => LastWritebackAsync(cancellationToken)).ConfigureAwait(false)
                : Fact<SsprEvent>.Unknown("the user is not synced."),
            Block = await _reading.ReadAsync("audit log", () => LastBlockAsync(user, cancellationToken)).ConfigureAwait(false),
            ReportRow = row,
            Now = connection.Clock.Now,
        };
    }

    private UserFacts Nobody(string identity, TenantFacts tenant, Fact<DirectoryUser> account)
    {
        const string Why = "there is no user to ask about.";
        var nothing = new PrerequisiteResult { Check = LicenseRules.UserCloudResetCheck, Verdict = Verdict.Unknown, Reason = Why };
        return new UserFacts
        {
            UserPrincipalName = identity,
            Account = account,
            Home = Fact<AccountHome>.Unknown(Why),
            InFederatedDomain = Fact<bool>.Unknown(Why),
            CloudResetLicense = nothing,
            WritebackLicense = nothing,
            Scope = tenant.Scope,
            InSelectedGroup = Fact<bool>.Unknown(Why),
            NumberOfMethodsRequired = tenant.NumberOfMethodsRequired,
            MethodsAllowed = tenant.MethodsAllowed,
            MethodsHeld = Fact<IReadOnlyList<UserMethod>>.Unknown(Why),
            ContactData = Fact<IReadOnlyList<ResetMethod>>.Unknown(Why),
            SecurityQuestionsRegistered = Fact<bool>.Unknown(Why),
            IsAdministrator = Fact<bool>.Unknown(Why),
            AdministratorResetAllowed = tenant.AdministratorResetAllowed,
            HasCustomDomainOrSync = tenant.HasCustomDomainOrSync,
            Writeback = tenant.Writeback,
            LastWriteback = Fact<SsprEvent>.Unknown(Why),
            Block = Fact<SsprEvent>.Unknown(Why),
            ReportRow = Fact<RegistrationRow>.Unknown(Why),
            Now = connection.Clock.Now,
        };
    }

    private Task<Fact<AccountHome>> HomeAsync(DirectoryUser user, CancellationToken cancellationToken) => user switch
    {
        { UserType: null } => Task.FromResult(Fact<AccountHome>.Unknown("the directory did not say whether the user is a member or a guest.")),
        _ when !GuestRules.NeedsIdentities(user.UserType, user.UserPrincipalName) =>
            Task.FromResult(Fact<AccountHome>.Known(AccountHome.ThisTenant, "directory", connection.Clock.Now)),
        _ => _reading.ReadAsync("identities", async () =>
        {
            var found = await connection.Directory.Users[user.Id]
                .GetAsync(request => request.QueryParameters.Select = ["id", "creationType", "identities"], cancellationToken).ConfigureAwait(false);
            return GuestRules.HomeOf(found?.CreationType, [.. (found?.Identities ?? []).Select(identity => (identity.SignInType, identity.Issuer))])
                ?? throw new SsprException(
                    SsprErrorId.UnexpectedAnswer, "The directory does not say who keeps the guest's password.", "Look at the user's identities in the Entra admin center.");
        }),
    };

    private async Task<SsprEvent?> LastWritebackAsync(CancellationToken cancellationToken)
    {
        await foreach (var found in new AuditTrail(connection)
            .ReadAsync(null, connection.Clock.Now - TimeSpan.FromDays(1), null, cancellationToken).ConfigureAwait(false))
        {
            if (found is { Kind: SsprEventKind.Reset or SsprEventKind.Change, IsSuccess: true, OnPremisesAgent: { } agent }
                && !string.Equals(agent, "None", StringComparison.OrdinalIgnoreCase))
            {
                return found;
            }
        }

        return null;
    }

    private Task<Fact<bool>> InGroupAsync(DirectoryUser user, TenantFacts tenant, CancellationToken cancellationToken) =>
        tenant is { Scope: { IsKnown: true, Value: SsprScope.Selected }, SelectedGroup: { } group }
            ? _reading.ReadAsync("group membership, nested groups included", async () =>
            {
                var answer = await connection.Directory.Users[user.Id].CheckMemberGroups.PostAsCheckMemberGroupsPostResponseAsync(
                    new() { GroupIds = [group.Id] }, cancellationToken: cancellationToken).ConfigureAwait(false);
                return answer?.Value is { } found ? found.Contains(group.Id, StringComparer.OrdinalIgnoreCase) : throw new SsprException(
                    SsprErrorId.UnexpectedAnswer, "The answer about the membership came empty.", "Run the command again.");
            })
            : Task.FromResult(Fact<bool>.Unknown("no group is known to be selected."));

    /// <summary>Phones and alternate mail on the account. Reset takes them in the right form only. Source: facts/graph.md 1.6.</summary>
    private Task<Fact<IReadOnlyList<ResetMethod>>> ContactDataAsync(DirectoryUser user, CancellationToken cancellationToken) =>
        _reading.ReadAsync("contact data", async () =>
        {
            var contact = await connection.Directory.Users[user.Id].GetAsync(
                request => request.QueryParameters.Select = ["id", "mobilePhone", "businessPhones", "otherMails"], cancellationToken).ConfigureAwait(false);
            var found = new List<ResetMethod>();
            if (IsPhone(contact?.MobilePhone))
            {
                found.Add(ResetMethod.MobilePhone);
            }

            if (contact?.BusinessPhones is [{ } office, ..] && IsPhone(office))
            {
                found.Add(ResetMethod.OfficePhone);
            }

            if (contact?.OtherMails is { Count: > 0 })
            {
                found.Add(ResetMethod.Email);
            }

            return (IReadOnlyList<ResetMethod>?)found;
        });

    private static bool IsPhone(string? text)
    {
        try
        {
            return text is not null && PhoneNumber.Parse(text) is { Extension: null } number && number.ToString() == text.Trim();
        }
        catch (SsprException)
        {
            return false;
        }
    }

    private static Fact<bool> Questions(Fact<RegistrationRow> row) => row switch
    {
        { IsKnown: false } => Fact<bool>.Unknown(row.WhyUnknown!),
        { Value: null } => Fact<bool>.Unknown("the registration report has no row for the user."),
        { Value: { } found } => Fact<bool>.Known(
            found.MethodsRegistered.Contains("securityQuestion", StringComparer.OrdinalIgnoreCase), row.Source, found.ReportUpdatedDateTime),
    };

    private async Task<SsprEvent?> LastBlockAsync(DirectoryUser user, CancellationToken cancellationToken)
    {
        await foreach (var found in new AuditTrail(connection)
            .ReadAsync(user.Id, connection.Clock.Now - BlockGate.Duration, null, cancellationToken).ConfigureAwait(false))
        {
            if (found.Kind == SsprEventKind.Blocked)
            {
                return found;
            }
        }

        return null;
    }
}
