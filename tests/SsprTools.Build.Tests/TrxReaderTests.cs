using System.Xml.Linq;
using SsprTools.Suites;
using Xunit;

namespace SsprTools.Build.Tests;

public sealed class TrxReaderTests
{
    [Fact]
    public void Counts_each_outcome_and_keeps_names_and_reasons()
    {
        var result = Read("""
            <UnitTestResult testName="a" outcome="Passed" />
            <UnitTestResult testName="b" outcome="Failed">
              <Output><ErrorInfo><Message>1 is not 2</Message><StackTrace>at b</StackTrace></ErrorInfo></Output>
            </UnitTestResult>
            <UnitTestResult testName="c" outcome="NotExecuted"><Output><StdOut>no schema file</StdOut></Output></UnitTestResult>
            """);

        Assert.Equal("S: 1 passed, 1 failed, 1 skipped", result.ToString());
        Assert.Equal("b", result.Failed[0].Name);
        Assert.Contains("1 is not 2", result.Failed[0].Reason, StringComparison.Ordinal);
        Assert.Equal(new Note("c", "no schema file"), result.Skipped[0]);
    }

    [Theory]
    [InlineData("Timeout")]
    [InlineData("Aborted")]
    [InlineData("Error")]
    public void Any_other_outcome_is_a_failure(string outcome) =>
        Assert.Single(Read($"""<UnitTestResult testName="a" outcome="{outcome}" />""").Failed);

    [Fact]
    public void An_empty_file_has_run_nothing() => Assert.False(Verdict.Of([Read("")]).Success);

    private static SuiteResult Read(string results) => TrxReader.Read("S", XDocument.Parse(
        $"""<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>{results}</Results></TestRun>"""));
}
