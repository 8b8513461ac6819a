using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Directory;

/// <summary>Checks a request for a test user against the tenant, so that nothing is begun that can't be finished.</summary>
internal sealed class TestUserPlanner(SsprConnection connection)
{
    private const int LongestDisplayName = 256;
    private static readonly TimeSpan s_longestLife = TimeSpan.FromDays(3650);

    private readonly UserDirectory _users = new(connection);
    private readonly GroupDirectory _groups = new(connection);
    private readonly GroupMembership _membership = new(connection);
    private readonly LicenseDirectory _licenses = new(connection);
    private readonly Dictionary<string, DirectoryGroup> _knownGroups = new(StringComparer.OrdinalIgnoreCase);
    private TenantInfo? _tenant;
    private List<SubscribedLicense>? _owned;

    public async Task<TestUserPlan> PlanAsync(TestUserRequest request, CancellationToken cancellationToken)
    {
        var name = CheckedName(request.DisplayName);
        var life = CheckedLife(request.ExpiresAfter);
        var location = CheckedLocation(request.UsageLocation);
        _tenant ??= await TenantInfo.ReadAsync(connection, cancellationToken).ConfigureAwait(false);
        var upn = UserPrincipalNames.Complete(request.UserPrincipalName, _tenant);
        string[] terms = [name, UserPrincipalNames.LocalPart(upn), _tenant.DisplayName ?? ""];
        CheckPassword(request.Password, terms, upn);
        var license = await LicenseAsync(request.License, cancellationToken).ConfigureAwait(false);
        var groups = await GroupsAsync(request.Groups, cancellationToken).ConfigureAwait(false);
        var existing = await _users.FindAsync(upn, cancellationToken).ConfigureAwait(false);
        var plan = new TestUserPlan
        {
            UserPrincipalName = existing?.UserPrincipalName ?? upn,
            DisplayName = name,
            Until = DateOnly.FromDateTime((connection.Clock.Now + life).UtcDateTime),
            Existing = existing,
            UsageLocation = location,
            License = license,
            AssignLicense = license is not null && existing?.AssignedSkuIds.Contains(license.SkuId) != true,
            Groups = groups,
            MissingGroups = groups,
            MustChangePassword = request.MustChangePassword,
        };
        if (existing is null)
        {
            plan = plan with { Password = request.Password ?? PasswordGenerator.Create(terms) };
        }
        else
        {
            plan = await CompareAsync(plan, existing, request, cancellationToken).ConfigureAwait(false);
        }

        return plan.AssignLicense ? WithLocation(plan) : plan;
    }

    /// <summary>Remembers that a unit is gone, so that the next user in the pipeline is judged right.</summary>
    public void CountUnit(SubscribedLicense license)
    {
        if (_owned?.FindIndex(sku => sku.SkuId == license.SkuId) is { } at and >= 0)
        {
            _owned[at] = _owned[at] with { ConsumedUnits = _owned[at].ConsumedUnits + 1 };
        }
    }

    private async Task<TestUserPlan> CompareAsync(
        TestUserPlan plan, DirectoryUser existing, TestUserRequest request, CancellationToken cancellationToken)
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

        var memberOf = plan.Groups.Count == 0
            ? null
            : await _membership.GroupIdsOfUserAsync(existing.Id, cancellationToken).ConfigureAwait(false);
        return plan with
        {
            Until = until,
            Changes = changes,
            Remarks = remarks,
            MissingGroups = [.. plan.Groups.Where(group => memberOf?.Contains(group.Id) != true)],
        };
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
            if (!_knownGroups.TryGetValue(name, out var group))
            {
                group = await _groups.GetAsync(name, cancellationToken).ConfigureAwait(false);
                GroupMembership.RequireAssigned(group);
                _knownGroups.Add(name, group);
            }

            groups.Add(group);
        }

        return [.. groups.DistinctBy(group => group.Id)];
    }

    private static string CheckedName(string name) => name.Trim() is { Length: > 0 and <= LongestDisplayName } trimmed ? trimmed : throw new SsprException(
        SsprErrorId.InvalidArgument,
        $"The display name has {name.Trim().Length} characters; 1 to {LongestDisplayName} are allowed.",
        "Give another name with -DisplayName.",
        name);

    private static TimeSpan CheckedLife(TimeSpan? life) => life switch
    {
        null => TestUserRequest.DefaultLife,
        { } span when span > TimeSpan.Zero && span <= s_longestLife => span,
        _ => throw new SsprException(
            SsprErrorId.InvalidArgument,
            $"A test user can't expire after {life}.",
            "Give a number of days or a time span with -ExpiresAfter, more than nothing and at most ten years."),
    };

    private static string? CheckedLocation(string? location) => location?.Trim() switch
    {
        null or "" => null,
        { Length: 2 } code when code.All(char.IsAsciiLetter) => code.ToUpperInvariant(),
        _ => throw new SsprException(
            SsprErrorId.InvalidArgument,
            $"'{location}' is no usage location.",
            "Give the two letters of a country (ISO 3166) with -UsageLocation, such as GB.",
            location),
    };

    private static void CheckPassword(Secret? password, string[] terms, string upn)
    {
        if (password is not null && PasswordRules.Check(password.Reveal(), terms) is { Count: > 0 } problems)
        {
            throw new SsprException(
                SsprErrorId.WeakPassword,
                $"The password for '{upn}' is too weak: {string.Join("; ", problems)}.",
                "Nothing was created. Give a stronger one with -Password, or leave it out: then one is generated.",
                upn);
        }
    }
}
