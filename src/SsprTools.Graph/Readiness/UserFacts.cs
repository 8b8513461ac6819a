using SsprTools.Graph.Directory;
using SsprTools.Graph.Policy;
using SsprTools.Graph.Registration;
using SsprTools.Graph.Testing;

namespace SsprTools.Graph.Readiness;

/// <summary>Everything the gates of one user rest on. Each fact is known with its source, or not known with the reason.</summary>
public sealed record UserFacts
{
    /// <summary>The user's name, for texts.</summary>
    public required string UserPrincipalName { get; init; }

    /// <summary>The moment for which the verdict is wanted, by the service's clock.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>A known null: there is no such user.</summary>
    public required Fact<DirectoryUser> Account { get; init; }

    /// <summary>Where the user's password is kept; see the rules for guests.</summary>
    public required Fact<AccountHome> Home { get; init; }

    /// <summary>Whether the user's domain signs in at another identity provider.</summary>
    public required Fact<bool> InFederatedDomain { get; init; }

    /// <summary>What the user's licences prove for a reset in the cloud.</summary>
    public required PrerequisiteResult CloudResetLicense { get; init; }

    /// <summary>What the user's licences prove for a reset that is written back to Active Directory.</summary>
    public required PrerequisiteResult WritebackLicense { get; init; }

    public required Fact<SsprScope> Scope { get; init; }

    /// <summary>Whether the user is in the selected group, directly or through nested groups.</summary>
    public required Fact<bool> InSelectedGroup { get; init; }

    /// <summary>The selected group's name or id, for texts.</summary>
    public string? SelectedGroup { get; init; }

    public required Fact<int> NumberOfMethodsRequired { get; init; }

    /// <summary>The methods that the tenant allows this user for reset, resolved through the migration state.</summary>
    public required Fact<AllowedMethods> MethodsAllowed { get; init; }

    /// <summary>Whether texts and calls are sent; see <see cref="TelecomEnd"/>.</summary>
    public required Fact<bool> TextsAndCalls { get; init; }

    /// <summary>What the user holds, read live.</summary>
    public required Fact<IReadOnlyList<UserMethod>> MethodsHeld { get; init; }

    /// <summary>Phones and mail addresses on the user object, which reset accepts without registration (facts/graph.md 1.6).</summary>
    public required Fact<IReadOnlyList<ResetMethod>> ContactData { get; init; }

    /// <summary>Whether security questions are registered; no API but the report shows it.</summary>
    public required Fact<bool> SecurityQuestionsRegistered { get; init; }

    /// <summary>Whether the user holds a directory role to which the administrators' policy applies.</summary>
    public required Fact<bool> IsAdministrator { get; init; }

    /// <summary>authorizationPolicy.allowedToUseSSPR: administrators only.</summary>
    public required Fact<bool> AdministratorResetAllowed { get; init; }

    /// <summary>Whether a custom domain or directory sync exists; without both, administrators need one method only (facts/graph.md 3.9).</summary>
    public required Fact<bool> HasCustomDomainOrSync { get; init; }

    /// <summary>Whether password writeback is on.</summary>
    public required Fact<bool> Writeback { get; init; }

    /// <summary>The last reset that was written back to Active Directory, anyone's; a known null: none in the last 24 hours.</summary>
    public required Fact<SsprEvent> LastWriteback { get; init; }

    /// <summary>A block in the last 24 hours; a known null: none in the audit log.</summary>
    public required Fact<SsprEvent> Block { get; init; }

    /// <summary>The user's row in the registration report; a known null: it has none.</summary>
    public required Fact<RegistrationRow> ReportRow { get; init; }

    /// <summary>The same user under another policy. Only what the other policy touches is taken from it.</summary>
    /// <param name="inGroup">Whether the user is in the group that the other policy selects.</param>
    internal UserFacts Under(ResetPolicy policy, IReadOnlyCollection<Gate> touched, Fact<bool> inGroup)
    {
        var facts = this;
        if (touched.Contains(Gate.Scope))
        {
            facts = facts with { Scope = policy.Scope, SelectedGroup = policy.SelectedGroup?.ToString(), InSelectedGroup = inGroup };
        }

        if (touched.Contains(Gate.Methods))
        {
            facts = facts with { NumberOfMethodsRequired = policy.NumberOfMethodsRequired, MethodsAllowed = policy.MethodsAllowed, TextsAndCalls = policy.TextsAndCalls };
        }

        if (touched.Contains(Gate.Administrator))
        {
            facts = facts with { AdministratorResetAllowed = policy.AdministratorResetAllowed };
        }

        if (touched.Contains(Gate.Writeback))
        {
            facts = facts with { Writeback = policy.Writeback };
        }

        // The report says what was so under the policy as it is, so it stands in for nothing under another.
        return touched.Count == 0 ? facts : facts with { ReportRow = Fact<RegistrationRow>.Unknown("the registration report knows only the policy as it is.") };
    }
}
