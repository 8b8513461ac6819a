using System.Runtime.CompilerServices;
using Microsoft.Graph.Models;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Directory;

/// <summary>
/// Creates, lists and removes security groups with assigned members, as SSPR's scope takes them. Permissions: Group.Read.All,
/// Group.ReadWrite.All. Source: facts/graph.md 1.3.
/// </summary>
public sealed class SecurityGroups(SsprConnection connection)
{
    private const int LongestName = 256;
    private const int LongestDescription = 1024;

    private readonly GroupDirectory _groups = new(connection);
    private readonly GroupMembership _membership = new(connection);
    private readonly MemberDirectory _members = new(connection);

    /// <summary>Checks everything and says what has to be done. Writes nothing.</summary>
    /// <exception cref="SsprException">
    /// <see cref="SsprErrorId.AmbiguousGroup"/>, <see cref="SsprErrorId.GroupDiffers"/>, <see cref="SsprErrorId.UserNotFound"/>,
    /// <see cref="SsprErrorId.InvalidArgument"/>
    /// </exception>
    public async Task<SecurityGroupPlan> PlanAsync(SecurityGroupRequest request, CancellationToken cancellationToken)
    {
        var name = request.DisplayName.Trim();
        var description = string.IsNullOrWhiteSpace(request.Description) ? null : request.Description.Trim();
        CheckTexts(name, description);
        var existing = await _groups.FindAsync(name, cancellationToken).ConfigureAwait(false);
        if (existing is not null)
        {
            RequireSecurity(existing);
        }

        var change = existing is null || description is null || existing.Description == description
            ? null
            : new PropertyChange("description", existing.Description, description);
        if (change is not null && !request.Force)
        {
            throw new SsprException(
                SsprErrorId.GroupDiffers,
                $"The group '{existing!.DisplayName}' exists and differs: {change.Difference}.",
                "Nothing was changed. Give -Force to overwrite, or another -DisplayName.",
                existing.DisplayName);
        }

        var members = new List<SsprGroupMember>(request.Members.Count);
        foreach (var member in request.Members)
        {
            members.Add(await _members.GetAsync(member, cancellationToken).ConfigureAwait(false));
        }

        members = [.. members.DistinctBy(member => member.Id)];
        var present = existing is null || members.Count == 0
            ? null
            : await _membership.IdsAsync(existing.Id, cancellationToken).ConfigureAwait(false);
        return new SecurityGroupPlan
        {
            DisplayName = existing?.DisplayName ?? name,
            Description = description,
            Existing = existing,
            Change = change,
            Members = members,
            MissingMembers = [.. members.Where(member => present?.Contains(member.Id) != true)],
        };
    }

    /// <summary>Does what a plan says, reads back, and tells what came of it.</summary>
    /// <exception cref="SsprException">Nothing was written. What fails with single members is in <see cref="SsprGroup.Members"/>.</exception>
    public async Task<SsprGroup> CreateAsync(SecurityGroupPlan plan, CancellationToken cancellationToken)
    {
        var group = plan.Existing is null
            ? await PostAsync(plan, cancellationToken).ConfigureAwait(false)
            : await UpdateAsync(plan, plan.Existing, cancellationToken).ConfigureAwait(false);
        if (plan.Members.Count == 0)
        {
            return group;
        }

        if (group.Status == ChangeStatus.Unverified && plan.Existing is null)
        {
            return group with { Remarks = [.. group.Remarks, "Its members were not tried."] };
        }

        var target = plan.Existing ?? new DirectoryGroup { Id = group.Id, DisplayName = group.DisplayName };
        var added = await _membership.AddAsync(target, plan.MissingMembers, cancellationToken).ConfigureAwait(false);
        var kept = plan.Members.Except(plan.MissingMembers).Select(member => SsprMemberChange.Of(target, member, ChangeStatus.Unchanged));
        var worst = added.Any(change => change.Status == ChangeStatus.Failed) ? ChangeStatus.Failed
            : added.Any(change => change.Status == ChangeStatus.Unverified) ? ChangeStatus.Unverified
            : group.Status;
        return group with
        {
            Status = worst,
            Members = [.. kept, .. added],
            Remarks =
            [
                .. group.Remarks,
                .. added.Where(change => change.Status is ChangeStatus.Failed or ChangeStatus.Unverified)
                    .Select(change => $"{change.UserPrincipalName ?? change.DisplayName ?? change.Id}: {change.Remarks[0]}"),
            ],
        };
    }

    /// <summary>All security groups, a page at a time.</summary>
    public async IAsyncEnumerable<IReadOnlyList<SsprGroup>> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var path = $"v1.0/groups?$select={string.Join(',', GroupDirectory.Properties)}&{ODataText.Option("$filter", "securityEnabled eq true")}&$top=999";
        await foreach (var page in PageReader
            .ReadAsync(connection.GraphHttp, path, DirectoryJson.Default.PageDirectoryRow, eventual: false, cancellationToken).ConfigureAwait(false))
        {
            yield return [.. page.Select(row => SsprGroup.From(row.ToGroup()))];
        }
    }

    /// <summary>One group.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.GroupNotFound"/>, <see cref="SsprErrorId.AmbiguousGroup"/></exception>
    public async Task<SsprGroup> GetAsync(string identity, CancellationToken cancellationToken) =>
        SsprGroup.From(await _groups.GetAsync(identity, cancellationToken).ConfigureAwait(false));

    /// <summary>Deletes a group and reads back.</summary>
    public async Task<SsprGroup> RemoveAsync(SsprGroup group, CancellationToken cancellationToken)
    {
        await LostWrite.SettleAsync(
            $"The deletion of group '{group.DisplayName}'",
            token => connection.Directory.Groups[group.Id].DeleteAsync(cancellationToken: token),
            async token => await _groups.FindAsync(group.Id, token).ConfigureAwait(false) is null,
            connection.Clock.Local,
            cancellationToken).ConfigureAwait(false);
        var left = await ReadBack.UntilAsync(
            token => _groups.FindAsync(group.Id, token), found => found is null, connection.Clock.Local, cancellationToken).ConfigureAwait(false);
        return left is null
            ? group with { Status = ChangeStatus.Removed }
            : group with { Status = ChangeStatus.Unverified, Remarks = ["The service accepted the deletion, but still shows the group."] };
    }

    private async Task<SsprGroup> PostAsync(SecurityGroupPlan plan, CancellationToken cancellationToken)
    {
        var created = await LostWrite.SettleAsync(
            $"The creation of group '{plan.DisplayName}'",
            async token =>
            {
                var answer = await connection.Directory.Groups.PostAsync(NewGroup(plan), cancellationToken: token).ConfigureAwait(false);
                return answer?.Id is null
                    ? throw new SsprException(
                        SsprErrorId.UnexpectedAnswer,
                        $"The service accepted the group '{plan.DisplayName}', but its answer has no id.",
                        "Look with Get-SsprGroup whether the group is there, then run the command again.",
                        plan.DisplayName)
                    : GroupDirectory.FromGraph(answer);
            },
            token => _groups.FindAsync(plan.DisplayName, token),
            // Names are not unique (facts/graph.md 1.3): a second try could make a second group.
            repeatIsSafe: false,
            connection.Clock.Local,
            cancellationToken).ConfigureAwait(false);
        bool AsAsked(DirectoryGroup? group) => group is { SecurityEnabled: true, MailEnabled: false, MembershipRule: null }
            && group.DisplayName == plan.DisplayName
            && (group.Description ?? "") == (plan.Description ?? "");
        return await ReadBackAsync(created, AsAsked, ChangeStatus.Created, cancellationToken).ConfigureAwait(false);
    }

    private static Group NewGroup(SecurityGroupPlan plan)
    {
        var wanted = new Group
        {
            DisplayName = plan.DisplayName,
            MailEnabled = false,
            MailNickname = MailNickname.From(plan.DisplayName),
            SecurityEnabled = true,
        };
        if (plan.Description is not null)
        {
            wanted.Description = plan.Description;
        }

        return wanted;
    }

    private async Task<SsprGroup> UpdateAsync(SecurityGroupPlan plan, DirectoryGroup existing, CancellationToken cancellationToken)
    {
        if (plan.Change is null)
        {
            return SsprGroup.From(existing, plan.IsUnchanged ? ChangeStatus.Unchanged : ChangeStatus.Updated);
        }

        await LostWrite.SettleAsync(
            $"The change of group '{existing.DisplayName}'",
            token => connection.Directory.Groups[existing.Id].PatchAsync(new Group { Description = plan.Description }, cancellationToken: token),
            async token => (await _groups.FindAsync(existing.Id, token).ConfigureAwait(false))?.Description == plan.Description,
            connection.Clock.Local,
            cancellationToken).ConfigureAwait(false);
        return await ReadBackAsync(existing, group => group?.Description == plan.Description, ChangeStatus.Updated, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SsprGroup> ReadBackAsync(
        DirectoryGroup known, Func<DirectoryGroup?, bool> asAsked, ChangeStatus done, CancellationToken cancellationToken)
    {
        DirectoryGroup? read;
        try
        {
            read = await ReadBack.UntilAsync(
                token => _groups.FindAsync(known.Id, token), asAsked, connection.Clock.Local, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException error)
        {
            return SsprGroup.From(known, ChangeStatus.Unverified) with
            {
                Remarks = [$"The service accepted the group, but it could not be read back: {error.Message}"],
            };
        }

        return asAsked(read) ? SsprGroup.From(read!, done) : SsprGroup.From(read ?? known, ChangeStatus.Unverified) with
        {
            Remarks = [read is null
                ? "The service accepted the group, but does not show it. Run the same command again in a minute."
                : "The service accepted the group, but shows other values than asked for."],
        };
    }

    private static void RequireSecurity(DirectoryGroup group)
    {
        var why = group switch
        {
            { MembershipRule: not null } => "is dynamic: a rule chooses its members",
            { MailEnabled: true } => "has a mailbox",
            { SecurityEnabled: false } => "is no security group",
            _ => null,
        };
        if (why is not null)
        {
            throw new SsprException(
                SsprErrorId.GroupDiffers,
                $"The group '{group.DisplayName}' exists and {why}.",
                "Nothing was changed. Take another -DisplayName; a group's kind can't be changed.",
                group.DisplayName);
        }
    }

    private static void CheckTexts(string name, string? description)
    {
        var (length, longest, parameter) = name.Length is 0 or > LongestName
            ? (name.Length, LongestName, "-DisplayName")
            : (description?.Length ?? 0, LongestDescription, "-Description");
        if (length > longest || name.Length == 0)
        {
            throw new SsprException(
                SsprErrorId.InvalidArgument,
                $"The text of {parameter} has {length} characters; {(name.Length == 0 ? "1 to " : "")}{longest} are allowed.",
                $"Give another with {parameter}.");
        }

        if (Guid.TryParse(name, out _))
        {
            throw new SsprException(
                SsprErrorId.InvalidArgument,
                "A group can't be named like an object id: nobody could find it by its name.",
                "Give another name with -DisplayName.",
                name);
        }
    }
}
