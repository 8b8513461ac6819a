using SsprTools.Graph.Reporting;
using Xunit;

namespace SsprTools.Graph.Tests.Reporting;

public sealed class AdoptionHistoryTests : IDisposable
{
    private static readonly DateTimeOffset s_first = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("sspr-history-").FullName;

    private string File => Path.Combine(_folder, "adoption.jsonl");

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Compares_with_the_newest_that_counts_the_same()
    {
        var history = AdoptionHistory.Of("t", _folder);
        history.Append([Count(100, 10, s_first)]);
        history.Append([Count(110, 20, s_first.AddDays(7))]);
        history.Append([Count(50, 1, s_first.AddDays(8)) with { By = "department", Value = "Sales" }]);

        var now = Assert.Single(history.Compare([Count(120, 25, s_first.AddDays(9))], until: null));

        Assert.Equal(s_first.AddDays(7), now.Change!.Since);
        Assert.Equal((10, 5), (now.Change.Users, now.Change.Capable));
    }

    [Fact]
    public void Compares_with_the_newest_by_a_time()
    {
        var history = AdoptionHistory.Of("t", File);
        history.Append([Count(100, 10, s_first)]);
        history.Append([Count(110, 20, s_first.AddDays(7))]);

        Assert.Equal(15, history.Compare([Count(120, 25, s_first.AddDays(9))], s_first.AddDays(1))[0].Change!.Capable);
        Assert.Equal(SsprErrorId.InvalidSnapshot, Fails(() => history.Compare([Count(1, 1, s_first)], s_first.AddDays(-1))));
    }

    [Fact]
    public void What_is_unknown_on_one_side_has_no_difference()
    {
        var history = AdoptionHistory.Of("t", File);
        history.Append([Count(100, null, s_first)]);

        var now = history.Compare([Count(120, 25, s_first.AddDays(9))], until: null)[0];

        Assert.Equal(20, now.Change!.Users);
        Assert.Null(now.Change.Capable);
    }

    [Fact]
    public void Resets_of_another_span_are_not_compared()
    {
        var history = AdoptionHistory.Of("t", File);
        history.Append([Count(100, 10, s_first) with { Days = 7 }]);

        Assert.Null(history.Compare([Count(100, 10, s_first)], until: null)[0].Change!.ResetBySelfService);
    }

    [Fact]
    public void A_line_that_a_killed_run_left_unfinished_costs_neither_the_old_nor_the_next_one()
    {
        var history = AdoptionHistory.Of("t", File);
        history.Append([Count(100, 10, s_first)]);
        System.IO.File.AppendAllText(File, """{"version":1,"tenantId":"t","rows":[{"gro""");
        Assert.Equal(10, history.Compare([Count(120, 20, s_first.AddDays(9))], until: null)[0].Change!.Capable);

        history.Append([Count(110, 15, s_first.AddDays(2))]);

        Assert.Equal(5, history.Compare([Count(120, 20, s_first.AddDays(9))], until: null)[0].Change!.Capable);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json\n")]
    [InlineData("{\"version\":99,\"tenantId\":\"t\"}\n")]
    [InlineData("{\"version\":1,\"tenantId\":\"other\",\"rows\":[{\"users\":5}]}\n")]
    public void A_file_without_a_snapshot_of_this_tenant_is_an_error_and_not_a_zero(string content)
    {
        System.IO.File.WriteAllText(File, content);

        Assert.Equal(SsprErrorId.InvalidSnapshot, Fails(() => AdoptionHistory.Of("t", File).Compare([Count(1, 1, s_first)], until: null)));
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error() =>
        Assert.Equal(SsprErrorId.InvalidSnapshot, Fails(() => AdoptionHistory.Of("t", File).Compare([Count(1, 1, s_first)], until: null)));

    [Fact]
    public void A_folder_that_is_not_there_is_an_error_when_written() =>
        Assert.Equal(SsprErrorId.FileNotWritten, Fails(() => AdoptionHistory.Of("t", Path.Combine(_folder, "no", "such", "file")).Append([Count(1, 1, s_first)])));

    [Fact]
    public void Only_the_user_may_read_the_file()
    {
        AdoptionHistory.Of("t", File).Append([Count(1, 1, s_first)]);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        }
    }

    private static SsprErrorId Fails(Action action) => Assert.Throws<SsprException>(action).ErrorId;

    private static SsprAdoption Count(int users, int? capable, DateTimeOffset asOf) =>
        new() { TenantId = "t", Users = users, Capable = capable, ResetBySelfService = 3, Days = 30, AsOf = asOf };
}
