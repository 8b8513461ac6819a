using System.Text.RegularExpressions;
using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Testing;

/// <summary>
/// Why the service turned a user away: the code that the page shows, and what to do. Sources: facts/graph.md 1.12 for the audit log's words, the
/// older ones too, and 3.2 for the codes (entra-docs, troubleshoot-sspr.md).
/// </summary>
/// <param name="Code">Such as SSPR_0013; <see langword="null"/>: the page shows none, or the words fit several.</param>
/// <param name="Advice">What to do, in one or two sentences.</param>
internal sealed partial record ResetRefusal(string? Code, string Advice)
{
    private static readonly Dictionary<string, string> s_advice = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SSPR_0009"] = "Password reset is switched off for the whole tenant. Switch it on in the Entra admin center, Password reset.",
        ["SSPR_0010"] = "The user is synced and password writeback is off. Switch it on in Microsoft Entra Connect or cloud sync, then reset again.",
        ["SSPR_0011"] = "Password reset is enabled for None. Enable it for a group with Enable-SsprGroup, then reset again.",
        ["SSPR_0012"] = "The user lacks a licence for password reset. Assign one (Test-SsprPrerequisite shows which will do), then reset again.",
        ["SSPR_0013"] = "The user is not in the group that password reset is enabled for. Add the user with Add-SsprGroupMember, then reset again.",
        ["SSPR_0014"] = "The user has too few methods for the policy. Register at the registration page or add one with Add-SsprMethod, then reset again.",
        ["SSPR_0029"] = "Active Directory refused the new password. Have its administrator check the agent's log, the password policy and minimum age, and the agent's rights on the account.",
        ["SSPR_0030"] = "The service could not reach the writeback agent. Check that it runs and may go out on port 443, then reset again.",
    };

    // The first that fits counts, so the telling words stand before the common ones.
    private static readonly (string Pattern, string? Code, string? Advice)[] s_words =
    [
        ("insufficient authentication methods|not registered enough|not enough (authentication )?methods", "SSPR_0014", null),
        ("not a member of", "SSPR_0013", null),
        ("disabled for (the|this|your) (tenant|organi[sz]ation)", "SSPR_0009", null),
        (@"licen[sc]e", "SSPR_0012", null),
        ("on-premises.*(unreachable|could not be reached|contact)|(unreachable|could not reach|contact).*on-premises", "SSPR_0030", null),
        ("(problem|error|failed).*on-premises|on-premises.*(problem|admin)", "SSPR_0029", null),
        ("managed on-premises|writeback", "SSPR_0010", null),
        ("cookies", null, "The browser refuses cookies. Allow them for the reset page, then reset again."),
        ("not enabled for this user", null, null),
    ];

    // Whether it is the tenant, the scope or the group, the log does not say; these gates do.
    private static readonly Gate[] s_enabling = [Gate.Tenant, Gate.Scope];

    /// <summary><see langword="null"/>: the event does not say that the user was turned away.</summary>
    public static ResetRefusal? Of(SsprEvent found) => Of(found, null);

    /// <param name="readiness">What the gates say, where the log's words leave the cause open.</param>
    public static ResetRefusal? Of(SsprEvent found, UserReadiness? readiness)
    {
        if (found.Reason is not { } reason || (found.IsSuccess && found.Kind == SsprEventKind.Reset))
        {
            return null;
        }

        if (CodeInText().Match(reason) is { Success: true } named)
        {
            return Known(named.Value.ToUpperInvariant());
        }

        foreach (var (pattern, code, advice) in s_words)
        {
            if (Regex.IsMatch(reason, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant))
            {
                return code is not null ? Known(code) : advice is not null ? new(null, advice) : NotEnabled(readiness);
            }
        }

        return null;
    }

    private static ResetRefusal Known(string code) =>
        new(code, s_advice.GetValueOrDefault(code, $"The service turned the user away with {code}. See Microsoft's page on troubleshooting self-service password reset."));

    private static ResetRefusal NotEnabled(UserReadiness? readiness) =>
        readiness?.Gates.FirstOrDefault(gate => gate is { Verdict: Verdict.Fail, SsprCode: not null } && s_enabling.Contains(gate.Gate)) is { } gate
            ? Known(gate.SsprCode!)
            : new(null, "Password reset is off for this user: SSPR_0009 on the page means the tenant, SSPR_0011 the scope None, SSPR_0013 the group. "
                + "Get-SsprPolicy shows the scope; Enable-SsprGroup and Add-SsprGroupMember change it.");

    [GeneratedRegex("SSPR_00[0-9]{2}", RegexOptions.IgnoreCase)]
    private static partial Regex CodeInText();
}
