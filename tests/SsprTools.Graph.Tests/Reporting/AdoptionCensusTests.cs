using SsprTools.Graph.Registration;
using SsprTools.Graph.Reporting;
using Xunit;

namespace SsprTools.Graph.Tests.Reporting;

public sealed class AdoptionCensusTests
{
    [Fact]
    public void Two_hundred_thousand_users_take_no_more_than_a_hundred_bytes_each()
    {
        const int Count = 200_000;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var census = new AdoptionCensus();
        for (var i = 0; i < Count; i++)
        {
            census.AddUser(new AdoptionUser { Id = Id(i), AccountEnabled = true }, census.Slice(-1, $"Department {i % 50}"), leftOut: false);
        }

        for (var i = 0; i < Count; i++)
        {
            census.SeeRow(new RegistrationRow { Id = Id(i), IsSsprEnabled = true, IsSsprRegistered = i % 2 == 0, IsSsprCapable = i % 2 == 0 }, null, false, null);
        }

        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.Equal(50, census.Buckets.Count);
        Assert.Equal(Count, census.Buckets.Sum(bucket => bucket.InReport));
        Assert.Equal(Count / 2, census.Buckets.Sum(bucket => bucket.Capable.Yes));
        Assert.InRange(bytes, 1, 100L * Count);
        TestContext.Current.SendDiagnosticMessage($"{bytes / (double)Count:0} bytes a user");
        GC.KeepAlive(census);
    }

    [Fact]
    public void Nobody_is_counted_twice()
    {
        var census = new AdoptionCensus();
        var slice = census.Slice(-1, null);
        for (var i = 0; i < 2; i++)
        {
            census.AddUser(new AdoptionUser { Id = Id(1), AccountEnabled = true }, slice, leftOut: false);
            census.SeeRow(new RegistrationRow { Id = Id(1), IsSsprEnabled = true }, null, false, null);
        }

        Assert.Equal((1, 1), (census.Buckets[0].Users, census.Buckets[0].InReport));
    }

    [Fact]
    public void The_oldest_refresh_is_the_reports_age()
    {
        var census = new AdoptionCensus();
        var old = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        census.SeeRow(new RegistrationRow { Id = Id(1), ReportUpdatedDateTime = old.AddHours(3) }, null, false, null);
        census.SeeRow(new RegistrationRow { Id = Id(2), ReportUpdatedDateTime = old }, null, false, null);

        Assert.Equal(old, census.ReportUpdated);
        Assert.Equal(2, census.Strangers);
    }

    private static string Id(int number) => $"00000000-0000-0000-0000-{number:000000000000}";
}
