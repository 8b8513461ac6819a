using SsprTools.Graph.Testing;
using Xunit;

namespace SsprTools.Graph.Tests.Testing;

public sealed class TestJournalTests : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("ssprtools-journal").FullName;

    [Fact]
    public void What_was_written_is_read_back()
    {
        var run = TestJournal.Start(Run.New, _folder);
        var judged = run with { Steps = TestRules.Judge(run, Run.Good), ObservedAt = Run.Good.Now, Interruptions = [Run.Start.AddMinutes(3), Run.Start.AddMinutes(4)] };
        TestJournal.Append(judged);

        var read = TestJournal.Read(run.JournalPath!, "t");

        Assert.Equal(run.StartedAt, read.StartedAt);
        Assert.Equal(run.PasswordChangedBefore, read.PasswordChangedBefore);
        Assert.Equal(judged.Interruptions, read.Interruptions);
        Assert.Equal(judged.Steps.Select(step => (step.Step, step.State, step.Reason, step.At)), read.Steps.Select(step => (step.Step, step.State, step.Reason, step.At)));
        Assert.Equal(judged.Steps.SelectMany(step => step.Evidence), read.Steps.SelectMany(step => step.Evidence));
    }

    [Fact]
    public void A_line_that_a_kill_cut_off_is_passed_over()
    {
        var run = TestJournal.Start(Run.New, _folder);
        TestJournal.Append(run with { Steps = TestRules.Judge(run, Run.Good) });
        File.AppendAllText(run.JournalPath!, "{\"ObservedAt\":\"2026-11-0");

        Assert.Equal(9, TestJournal.Read(run.JournalPath!, "t").Steps.Count);

        TestJournal.Append(run with { ObservedAt = Run.Start.AddDays(1), Steps = TestRules.Judge(run, Run.Good) });
        Assert.Equal(Run.Start.AddDays(1), TestJournal.Read(run.JournalPath!, "t").ObservedAt);
    }

    [Fact]
    public void Only_the_user_may_read_it()
    {
        var path = TestJournal.Start(Run.New, _folder).JournalPath!;

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public void An_existing_file_is_not_written_over()
    {
        var path = Path.Combine(_folder, "mine.txt");
        File.WriteAllText(path, "keep");

        Assert.Equal(SsprErrorId.JournalFailed, Assert.Throws<SsprException>(() => TestJournal.Start(Run.New, path)).ErrorId);
        Assert.Equal("keep", File.ReadAllText(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{\"Kind\":\"other\",\"Version\":1}")]
    public void Another_file_is_refused(string text)
    {
        var path = Path.Combine(_folder, "other.jsonl");
        File.WriteAllText(path, text);

        Assert.Equal(SsprErrorId.InvalidJournal, Assert.Throws<SsprException>(() => TestJournal.Read(path, "t")).ErrorId);
    }

    [Fact]
    public void A_journal_of_another_tenant_is_refused()
    {
        var path = TestJournal.Start(Run.New, _folder).JournalPath!;

        Assert.Equal(SsprErrorId.InvalidJournal, Assert.Throws<SsprException>(() => TestJournal.Read(path, "other")).ErrorId);
    }

    [Fact]
    public void A_missing_file_is_refused() => Assert.Equal(
        SsprErrorId.InvalidJournal, Assert.Throws<SsprException>(() => TestJournal.Read(Path.Combine(_folder, "none"), "t")).ErrorId);

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);
}
