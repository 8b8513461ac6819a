using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Directory;

/// <summary>Checks a request for a test user against the tenant, so that nothing is begun that can't be finished.</summary>
internal sealed class TestUserPlanner(SsprConnection connection)
{
    private readonly UserDirectory _users = new(connection);
    private readonly GroupDirectory _groups = new(connection);
    private readonly GroupMembership _membership = new(connection);
    private readonly LicenseDirectory _licenses = new(connection);
    private readonly Dictionary<string, (DirectoryGroup? Group, SsprException? Error)> _knownGroups = new(StringComparer.OrdinalIgnoreCase);
    private TenantInfo? _tenant;
    private List<SubscribedLicense>? _owned;

    public async Task<TestUserPlan> PlanAsync(TestUserRequest request, CancellationToken cancellationToken)
    {
        var draft = await CheckAsync(request, cancellationToken).ConfigureAwait(false);
        var existing = await _users.FindAsync(draft.UserPrincipalName, cancellationToken).ConfigureAwait(false);
        var plan = Plan(draft, existing);
        return existing is null || plan.Groups.Count == 0
            ? plan
            : WithGroups(plan, await _membership.GroupIdsOfUserAsync(existing.Id, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Everything but the user itself. What the tenant is asked for here is asked for once.</summary>
    public async Task<TestUserDraft> CheckAsync(TestUserRequest request, CancellationToken cancellationToken)
    {
        var name = TestUserRules.Name(request.DisplayName);
        var life = TestUserRules.Life(request.ExpiresAfter);
        var location = TestUserRules.Location(request.UsageLocation);
        _tenant ??= await TenantInfo.ReadAsync(connection, cancellationToken).ConfigureAwait(false);
        var upn = UserPrincipalNames.Complete(request.UserPrincipalName, _tenant);
        string[] terms = [name, UserPrincipalNames.LocalPart(upn), _tenant.DisplayName ?? ""];
        TestUserRules.Password(request.Password, terms, upn);
        return new TestUserDraft(request, upn)
        {
            DisplayName = name,
            Life = life,
            UsageLocation = location,
            Terms = terms,
            License = await LicenseAsync(request.License, cancellationToken).ConfigureAwait(false),
            Groups = await GroupsAsync(request.Groups, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>What has to be done. An existing user's groups are not known here: see <see cref="WithGroups"/>.</summary>
    public TestUserPlan Plan(TestUserDraft draft, DirectoryUser? existing)
    {
        var plan = new TestUserPlan
        {
            UserPrincipalName = existing?.UserPrincipalName ?? draft.UserPrincipalName,
            DisplayName = draft.DisplayName,
            Until = DateOnly.FromDateTime((connection.Clock.Now + draft.Life).UtcDateTime),
            Existing = existing,
            UsageLocation = draft.UsageLocation,
            License = draft.License,
            AssignLicense = draft.License is not null && existing?.AssignedSkuIds.Contains(draft.License.SkuId) != true,
            Groups = draft.Groups,
            MissingGroups = draft.Groups,
            MustChangePassword = draft.Request.MustChangePassword,
        };
        plan = existing is null
            ? plan with { Password = draft.Request.Password ?? PasswordGenerator.Create(draft.Terms) }
            : Compare(plan, existing, draft.Request);
        return plan.AssignLicense ? WithLocation(plan) : plan;
    }

    /// <summary>The same without the groups that the user is in already.</summary>
    public static TestUserPlan WithGroups(TestUserPlan plan, IReadOnlySet<string> memberOf) =>
        plan with { MissingGroups = [.. plan.Groups.Where(group => !memberOf.Contains(group.Id))] };

    /// <summary>Remembers that a unit is gone (or is there again), so that the next user in the pipeline is judged right.</summary>
    public void CountUnit(SubscribedLicense license, int units = 1)
    {
        if (_owned?.FindIndex(sku => sku.SkuId == license.SkuId) is { } at and >= 0)
        {
            _owned[at] = _owned[at] with { ConsumedUnits = _owned[at].ConsumedUnits + units };
        }
    }

    private TestUserPlan Compare(TestUserPlan plan, DirectoryUser existing, TestUserRequest request)
    {
        var until = TestUsers.RequireMark(existing);
        var remarks = new List<string>();
        var changes = new List<PropertyChange>();
        var overwrites = new List<PropertyChange>();
        if (existing.DisplayName != plan.DisplayName)
        {
            overwrites.Add(new("display name", existing.DisplayName, plan.DisplayName));
        }

        if (plan.UsageLocation is not null && existing.UsageLocation != plan.UsageLocation)
        {
            var change = new PropertyChange("usage location", existing.UsageLocation, plan.UsageLocation);
            (string.IsNullOrEmpty(existing.UsageLocation) ? changes : overwrites).Add(change);
        }

        if (overwrites.Count > 0 && !request.Force)
        {
            throw new SsprException(
                SsprErrorId.UserDiffers,
                $"The test user '{existing.UserPrincipalName}' exists and differs: {string.Join("; ", overwrites.Select(change => change.Difference))}.",
                "Nothing was changed. Give -Force to overwrite, or another -UserPrincipalName.",
                existing.UserPrincipalName);
        }

        changes.AddRange(overwrites);
        // Without -Force the last day stays: the same call on another day must have no second effect.
        if (request is { Force: true, ExpiresAfter: not null } && until != plan.Until)
        {
            changes.Add(new("last day", TestUserMark.Format(until)[TestUserMark.Prefix.Length..], TestUserMark.Format(plan.Until)[TestUserMark.Prefix.Length..]));
            until = plan.Until;
        }

        if (until < DateOnly.FromDateTime(connection.Clock.Now.UtcDateTime))
        {
            remarks.Add("The last day of this test user has passed; -ExpiresAfter with -Force gives it another.");
        }

        if (request.Password is not null)
        {
            remarks.Add("The user existed: its password was left as it is.");
        }

        if (existing.AccountEnabled == false)
        {
            remarks.Add("The account is disabled and can't sign in.");
        }

        return plan with { Until = until, Changes = changes, Remarks = remarks };
    }

    private TestUserPlan WithLocation(TestUserPlan plan)
    {
        LicenseDirectory.RequireFree(_owned!.First(sku => sku.SkuId == plan.License!.SkuId));
        if (plan.UsageLocation is not null || !string.IsNullOrEmpty(plan.Existing?.UsageLocation))
        {
            return plan;
        }

        var (location, source) = _tenant switch
        {
            { DefaultUsageLocation: { Length: 2 } place } => (place, "default usage location"),
            { CountryLetterCode: { Length: 2 } place } => (place, "country"),
            _ => throw new SsprException(
                SsprErrorId.UsageLocationMissing,
                $"'{plan.UserPrincipalName}' needs a usage location before it can have a licence, and the tenant has no default one.",
                "Give two letters with -UsageLocation, such as GB.",
                plan.UserPrincipalName),
        };
        return plan with
        {
            UsageLocation = location,
            Changes = plan.Existing is null ? plan.Changes : [.. plan.Changes, new("usage location", null, location)],
            Remarks = [.. plan.Remarks, $"Usage location {location} was taken from the tenant's {source}."],
        };
    }

    private async Task<SubscribedLicense?> LicenseAsync(string? license, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(license))
        {
            return null;
        }

        _owned ??= [.. await _licenses.ListAsync(cancellationToken).ConfigureAwait(false)];
        return LicenseDirectory.Get(_owned, license.Trim());
    }

    private async Task<IReadOnlyList<DirectoryGroup>> GroupsAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var groups = new List<DirectoryGroup>(names.Count);
        foreach (var name in names)
        {
            if (!_knownGroups.TryGetValue(name, out var known))
            {
                known = await GroupAsync(name, cancellationToken).ConfigureAwait(false);
                _knownGroups.Add(name, known);
            }

            groups.Add(known.Group ?? throw known.Error!);
        }

        return [.. groups.DistinctBy(group => group.Id)];
    }

    private async Task<(DirectoryGroup? Group, SsprException? Error)> GroupAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var group = await _groups.GetAsync(name, cancellationToken).ConfigureAwait(false);
            GroupMembership.RequireAssigned(group);
            return (group, null);
        }
        catch (SsprException error) when (error.ErrorId is SsprErrorId.GroupNotFound or SsprErrorId.AmbiguousGroup or SsprErrorId.GroupDiffers)
        {
            // It stays wrong for every row that names it.
            return (null, error);
        }
    }
}
