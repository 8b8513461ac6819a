using System.Globalization;

namespace SsprTools.Graph.Reporting;

/// <summary>Makes the figures out of the counts, and says why one is missing. No I/O.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Directory">Why the directory could not be read, or <see langword="null"/>.</param>
/// <param name="Report">Why the report could not be read.</param>
/// <param name="Methods">Why it is not known which methods reset accepts.</param>
/// <param name="Log">Why resets could not be counted.</param>
internal sealed record AdoptionReading(AdoptionRequest Request, string? Directory, string? Report, string? Methods, string? Log)
{
    public required DateTimeOffset AsOf { get; init; }

    public required string TenantId { get; init; }

    public required bool IsSimulated { get; init; }

    public IReadOnlyList<SsprAdoption> Of(AdoptionCensus census) =>
    [
        .. census.Buckets
            .OrderBy(bucket => bucket.Group)
            .ThenByDescending(bucket => bucket.Users)
            .ThenBy(bucket => bucket.Value, StringComparer.OrdinalIgnoreCase)
            .Select(bucket => Of(census, bucket)),
    ];

    private SsprAdoption Of(AdoptionCensus census, AdoptionBucket bucket)
    {
        var read = Report is null;
        var gaps = new List<AdoptionGap>();
        var adoption = new SsprAdoption
        {
            Group = bucket.Group < 0 ? null : Request.Groups[bucket.Group].DisplayName,
            GroupId = bucket.Group < 0 ? null : Request.Groups[bucket.Group].Id,
            By = Request.By?.Path,
            Value = bucket.Value,
            Users = bucket.Users,
            NotInReport = read && Directory is null ? bucket.Users - bucket.InReport : null,
            InScope = Figure(nameof(SsprAdoption.InScope), bucket.InScope, null),
            HasUsableMethods = Figure(nameof(SsprAdoption.HasUsableMethods), bucket.Usable, Methods ?? "a method is allowed for some users only, or is not known to be allowed."),
            Registered = Figure(nameof(SsprAdoption.Registered), bucket.Registered, null),
            Capable = Figure(nameof(SsprAdoption.Capable), bucket.Capable, null),
            ResetBySelfService = Log is null ? bucket.SelfServiceUsers : null,
            ResetByHelpdesk = Log is null ? bucket.HelpdeskUsers : null,
            SelfServiceResets = Log is null ? bucket.SelfServiceResets : null,
            HelpdeskResets = Log is null ? bucket.HelpdeskResets : null,
            Days = Request.Days,
            Excluded = Excluded(census, bucket),
            ReportUpdatedDateTime = read ? census.ReportUpdated : null,
            AsOf = AsOf,
            TenantId = TenantId,
            IsSimulated = IsSimulated,
        };
        if (Directory is not null)
        {
            gaps.Add(new(nameof(SsprAdoption.NotInReport), Directory));
            gaps.Add(new(nameof(SsprAdoption.Users), $"counted in the registration report, which leaves out disabled and new users. {Directory}"));
        }
        else if (!read)
        {
            gaps.Add(new(nameof(SsprAdoption.NotInReport), Report!));
        }

        if (adoption.NotInReport > 0)
        {
            gaps.Add(new(
                nameof(SsprAdoption.NotInReport),
                string.Create(CultureInfo.InvariantCulture, $"{adoption.NotInReport} users are newer than the report or were left out of it; the stages do not count them.")));
        }

        if (Log is not null)
        {
            gaps.Add(new(nameof(SsprAdoption.ResetBySelfService), Log));
            gaps.Add(new(nameof(SsprAdoption.ResetByHelpdesk), Log));
        }

        return adoption with { NotKnown = gaps };

        int? Figure(string name, AdoptionTally tally, string? doubt)
        {
            if (!read)
            {
                gaps.Add(new(name, Report!));
                return null;
            }

            if (tally.Count is null)
            {
                var why = doubt ?? "the report does not say it of everybody.";
                gaps.Add(new(name, string.Create(CultureInfo.InvariantCulture, $"between {tally.Yes} and {tally.Yes + tally.Unknown}: {why}")));
            }

            return tally.Count;
        }
    }

    private List<AdoptionExclusion> Excluded(AdoptionCensus census, AdoptionBucket bucket)
    {
        var excluded = new List<AdoptionExclusion>
        {
            Directory is not null
                ? new("Disabled", null, $"The report leaves disabled users out, and the directory could not be read: {Directory}")
                : bucket.EnabledUnknown > 0
                    ? new("Disabled", null, string.Create(
                        CultureInfo.InvariantCulture,
                        $"{bucket.Disabled} at least; of {bucket.EnabledUnknown} users the directory does not say whether they are enabled. That needs User.Read.All."))
                    : new("Disabled", bucket.Disabled, "A disabled user cannot reset, and the report leaves them out."),
            new("Guest", bucket.Guests, "The home tenant's policy decides for them."),
            // facts/field.md complaint 19: others count them as users who did not register.
            new("Shared mailbox", null, "Graph tells a shared mailbox from a user only mailbox by mailbox. Their accounts are disabled unless somebody enabled them; keep the others out with -ExcludeGroup."),
        };
        if (Request.Excluded.Count > 0)
        {
            excluded.Add(new(string.Join(", ", Request.Excluded.Select(group => group.DisplayName)), bucket.LeftOut, "Members of a group given with -ExcludeGroup."));
        }

        if (census.Strangers > 0 && Request.Groups.Count == 0)
        {
            excluded.Add(new("Deleted", census.Strangers, "In the report, and no longer in the directory. Counted for the tenant as a whole."));
        }

        return excluded;
    }
}
