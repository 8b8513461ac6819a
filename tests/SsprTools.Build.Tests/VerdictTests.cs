using SsprTools.Suites;
using Xunit;

namespace SsprTools.Build.Tests;

public sealed class VerdictTests
{
    private static readonly SuiteResult s_good = new("Good", 3, [], []);

    [Fact]
    public void All_passed_is_a_success_and_says_the_sum()
    {
        var verdict = Verdict.Of([s_good, new("Other", 2, [], [])]);

        Assert.True(verdict.Success);
        Assert.Equal("5 passed, 0 failed, 0 skipped", verdict.ToString());
    }

    [Fact]
    public void A_failed_test_is_no_success()
    {
        var verdict = Verdict.Of([s_good, new("Other", 2, [new("a test", "1 is not 2")], [])]);

        Assert.False(verdict.Success);
        Assert.Equal("5 passed, 1 failed, 0 skipped", verdict.ToString());
    }

    [Fact]
    public void Nothing_at_all_is_no_success() => Assert.False(Verdict.Of([]).Success);

    [Fact]
    public void A_suite_that_ran_nothing_is_no_success()
    {
        var verdict = Verdict.Of([s_good, new("Empty", 0, [], [])]);

        Assert.False(verdict.Success);
        Assert.Contains("Empty ran no test", verdict.Faults);
    }

    [Fact]
    public void A_suite_left_out_with_its_reason_is_counted_as_skipped_and_no_fault()
    {
        var verdict = Verdict.Of([s_good, SuiteResult.LeaveOut("Pester/Docs", "PlatyPS is not there")]);

        Assert.True(verdict.Success);
        Assert.Equal("3 passed, 0 failed, 1 skipped", verdict.ToString());
    }

    [Fact]
    public void A_suite_that_finds_no_browser_is_no_fault_and_is_counted_as_skipped()
    {
        var verdict = Verdict.Of([s_good, new("SsprTools.Browser.Tests", 0, [], [new("a page", "no Chromium was found: install it, or name one in SSPRTOOLS_CHROMIUM")])]);

        Assert.True(verdict.Success);
        Assert.Equal("3 passed, 0 failed, 1 skipped", verdict.ToString());
    }

    [Fact]
    public void Only_left_out_suites_are_no_success() => Assert.False(Verdict.Of([SuiteResult.LeaveOut("A", "no tool")]).Success);

    [Fact]
    public void A_skipped_Pester_test_is_no_success_while_its_tools_are_there()
    {
        var verdict = Verdict.Of([new("Pester/A", 3, [], [new("a test", "not today")]) { SkipsCount = true }]);

        Assert.False(verdict.Success);
        Assert.Contains("'a test'", Assert.Single(verdict.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void The_absent_schema_file_excuses_a_skipped_test()
    {
        var note = new Note("requests fit the schema", "../shared/facts/schema/v1.0-Prod.csdl is not there");

        Assert.True(Verdict.Of([new("Pester/A", 3, [], [note]) { SkipsCount = true }]).Success);
        Assert.True(Verdict.Of([s_good, new("Pester/Schema", 0, [], [note]) { SkipsCount = true }]).Success);
    }
}
