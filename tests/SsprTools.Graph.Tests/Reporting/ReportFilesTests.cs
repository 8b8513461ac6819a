using SsprTools.Graph.Reporting;
using Xunit;

namespace SsprTools.Graph.Tests.Reporting;

public sealed class ReportFilesTests : IDisposable
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("sspr-files-").FullName;
    private readonly SsprReport _report = new() { GeneratedAt = s_now };

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("r.html", new ReportFormat[0], "r.html")]
    [InlineData("r.md", new ReportFormat[0], "r.md")]
    [InlineData("r", new ReportFormat[0], "r.html")]
    [InlineData("r.v2", new ReportFormat[0], "r.v2.html")]
    [InlineData("r.html", new[] { ReportFormat.Json, ReportFormat.Html, ReportFormat.Json }, "r.json r.html")]
    [InlineData("r.csv", new ReportFormat[0], "r.adoption.csv r.users.csv r.impact.csv r.policy.csv r.tests.csv r.gaps.csv")]
    public void Files_are_named_by_path_and_form(string path, ReportFormat[] formats, string expected) =>
        Assert.Equal(expected.Split(' '), ReportFiles.Plan(Path.Combine(_folder, path), formats, null, s_now).Select(file => Path.GetFileName(file.Path)));

    [Fact]
    public void A_folder_gets_a_file_that_names_tenant_and_time() =>
        Assert.Equal(
            Path.Combine(_folder, "sspr-report-7f0b2c4e-20261120-093000.html"),
            Assert.Single(ReportFiles.Plan(_folder, [], "7f0b2c4e-5d1a-4b8e-9c3f-2a6d8e1b4c70", s_now)).Path);

    [Fact]
    public void A_tenant_id_that_is_no_id_becomes_no_path() =>
        Assert.Equal(_folder, Path.GetDirectoryName(Assert.Single(ReportFiles.Plan(_folder, [], "../../etc/x", s_now)).Path));

    [Fact]
    public void A_file_that_is_there_is_kept_unless_it_may_be_replaced()
    {
        var file = new ReportFile(Path.Combine(_folder, "r.html"), ReportFormat.Html, null);
        File.WriteAllText(file.Path, "mine");

        Assert.Equal(SsprErrorId.FileExists, Assert.Throws<SsprException>(() => ReportFiles.Check([file], replace: false)).ErrorId);
        Assert.Equal(SsprErrorId.FileExists, Assert.Throws<SsprException>(() => ReportFiles.Write(_report, file, replace: false)).ErrorId);
        Assert.Equal("mine", File.ReadAllText(file.Path));

        ReportFiles.Write(_report, file, replace: true);

        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(file.Path), StringComparison.Ordinal);
        Assert.Single(System.IO.Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_report_that_breaks_off_leaves_the_old_one_and_no_piece()
    {
        var file = new ReportFile(Path.Combine(_folder, "r.html"), ReportFormat.Html, null);
        File.WriteAllText(file.Path, "old");
        var broken = _report with { Users = new(new Throwing()) };

        Assert.Throws<InvalidOperationException>(() => ReportFiles.Write(broken, file, replace: true));

        Assert.Equal("old", File.ReadAllText(file.Path));
        Assert.Single(System.IO.Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error_before_anything_is_read() =>
        Assert.Equal(
            SsprErrorId.FileNotWritten,
            Assert.Throws<SsprException>(() => ReportFiles.Check([new ReportFile(Path.Combine(_folder, "no", "r.html"), ReportFormat.Html, null)], replace: true)).ErrorId);

    [Fact]
    public void Only_the_user_may_read_it()
    {
        var file = new ReportFile(Path.Combine(_folder, "r.md"), ReportFormat.Markdown, null);
        ReportFiles.Write(_report, file, replace: false);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.Path));
        }
    }

    /// <summary>A list that fails when it is half written.</summary>
    private sealed class Throwing : IReadOnlyList<ReportUser>
    {
        public int Count => 2;

        public ReportUser this[int index] => throw new InvalidOperationException("broken");

        public IEnumerator<ReportUser> GetEnumerator() => throw new InvalidOperationException("broken");

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
