using SsprTools.Graph.Readiness;
using SsprTools.Graph.Testing;
using Xunit;

namespace SsprTools.Graph.Tests.Testing;

/// <summary>The log's words and the code on the page, facts/graph.md 1.12 and 3.2; each with what to do.</summary>
public sealed class ResetRefusalTests
{
    [Theory]
    [InlineData("User's account has insufficient authentication methods defined. Add authentication info to resolve this ", "SSPR_0014", "Add-SsprMethod")]
    [InlineData("The user's account is not a member of the password-reset users group", "SSPR_0013", "Add-SsprGroupMember")]
    [InlineData("Password reset is disabled for the tenant", "SSPR_0009", "Entra admin center")]
    [InlineData("User does not have a license for password reset", "SSPR_0012", "licence")]
    [InlineData("The user's password is managed on-premises and writeback is not enabled", "SSPR_0010", "writeback")]
    [InlineData("The on-premises password reset service could not be reached", "SSPR_0030", "443")]
    [InlineData("There was a problem resetting the user's on-premises password", "SSPR_0029", "Active Directory")]
    [InlineData("Cookies are disabled in the user's browser", null, "cookies")]
    [InlineData("Refused with sspr_0011", "SSPR_0011", "Enable-SsprGroup")]
    [InlineData("Refused with SSPR_0099", "SSPR_0099", "SSPR_0099")]
    public void Words_give_the_code_and_what_to_do(string reason, string? code, string advice)
    {
        var refusal = ResetRefusal.Of(Run.Event("x", 1, SsprEventKind.FlowStep, reason, "failure"));

        Assert.Equal(code, refusal!.Code);
        Assert.Contains(advice, refusal.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("User submitted their user ID")]
    [InlineData("User was presented with verification options")]
    [InlineData("User started the mobile SMS verification option")]
    [InlineData("User completed the mobile app notification verification option")]
    [InlineData("User cancelled before submitting a new password")]
    [InlineData("User successfully reset password")]
    [InlineData("FuzzyPolicyViolationInvalidPassword")]
    [InlineData("None")]
    public void What_is_no_refusal_is_none(string reason) =>
        Assert.Null(ResetRefusal.Of(Run.Event("x", 1, SsprEventKind.FlowStep, reason)));

    [Theory]
    [InlineData(Gate.Tenant, "SSPR_0011")]
    [InlineData(Gate.Scope, "SSPR_0013")]
    public void Where_the_log_leaves_the_cause_open_the_gates_tell(Gate gate, string code)
    {
        var good = Run.Good.Readiness;
        var readiness = good with { Gates = [.. good.Gates.Select(found => found.Gate == gate ? found with { Verdict = Verdict.Fail, SsprCode = code } : found)] };
        var found = Run.Event("x", 1, SsprEventKind.FlowStep, "Password reset is not enabled for this user", "failure");

        Assert.Equal(code, ResetRefusal.Of(found, readiness)!.Code);
        Assert.Null(ResetRefusal.Of(found, good)!.Code);
        Assert.Contains("SSPR_0013", ResetRefusal.Of(found, good)!.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void The_step_carries_the_code_and_the_advice_is_told()
    {
        var seen = Run.Good.With([Run.Event("x", 1, SsprEventKind.FlowStep, "User's account has insufficient authentication methods defined.", "failure")]);
        var run = Run.New with { Steps = TestRules.Judge(Run.New, seen) };

        Assert.Equal("SSPR_0014", run.Steps.Single(step => step.Step == TestStepName.Verification).SsprCode);
        Assert.Contains(TestInstructions.Advice(run), line => line.Contains("SSPR_0014", StringComparison.Ordinal) && line.Contains("Add-SsprMethod", StringComparison.Ordinal));
    }
}
