using System.Text.Json.Nodes;
using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;
using Xunit;

namespace SsprTools.Graph.Tests.Validation;

public sealed class AttestationTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-11-22", Verdict.Pass)]
    [InlineData("2026-11-21", Verdict.Fail)]
    [InlineData("2026-11-22T12:00:01Z", Verdict.Pass)]
    [InlineData("2026-11-22T12:00:00Z", Verdict.Fail)]
    [InlineData("2026-11-22T13:30:00+02:00", Verdict.Fail)]
    public void It_counts_to_the_end_of_its_last_day_or_to_its_time(string expires, Verdict expected) =>
        Assert.Equal(expected, Compare(Entry(expires: expires)).Attested!.Verdict);

    [Fact]
    public void It_leaves_the_verdict_unknown_for_nobody_saw_the_value()
    {
        var found = Compare(Entry());

        Assert.Equal(Verdict.Unknown, found.Verdict);
        Assert.Null(found.Actual);
        Assert.Equal(SsprScope.All, found.Attested!.Value);
        Assert.Contains("Ann", found.Attested.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void It_fails_where_it_attests_otherwise() => Assert.Equal(Verdict.Fail, Compare(Entry(scope: "Selected")).Attested!.Verdict);

    [Fact]
    public void It_is_not_asked_where_the_tenant_shows_the_value()
    {
        var seen = new PolicySetting { Page = PolicyPage.Properties, Setting = "Scope", Value = SsprScope.None, Source = PolicySource.Portal };

        var found = Compare(Entry(), seen);

        Assert.Equal(Verdict.Fail, found.Verdict);
        Assert.Null(found.Attested);
    }

    [Fact]
    public void A_new_look_replaces_an_old_one_also_when_it_has_expired() => Assert.Equal(
        Verdict.Fail, Compare($"{Entry(at: "2026-01-01", expires: "2027-12-31")},{Entry(at: "2026-10-01", expires: "2026-11-01")}").Attested!.Verdict);

    [Fact]
    public void Of_two_looks_of_the_same_time_the_worse_counts()
    {
        var (good, bad) = (Entry(), Entry(scope: "None"));

        Assert.Equal([Verdict.Fail, Verdict.Fail], [Compare($"{good},{bad}").Attested!.Verdict, Compare($"{bad},{good}").Attested!.Verdict]);
    }

    [Theory]
    [InlineData("\"not a list\"", "no JSON array")]
    [InlineData("[1]", "attestation 1 is no JSON object")]
    [InlineData("[{\"by\":\"A\"}]", "no text as 'at'")]
    [InlineData("[{\"by\":\"A\",\"at\":\"2026-11-01 10:00\",\"expires\":\"2027-01-01\",\"evidence\":\"e\",\"settings\":{\"Scope\":\"All\"}}]", "'at' of attestation 1")]
    [InlineData("[{\"by\":\"A\",\"at\":\"2026-11-01\",\"expires\":\"2027-01-01\",\"evidence\":\"e\",\"settings\":{\"SecurityQuestions\":\"maybe\"}}]", "$true or $false")]
    [InlineData("[{\"by\":\"A\",\"at\":\"2026-11-01\",\"expires\":\"2027-01-01\",\"evidence\":\"e\",\"settings\":[\"Scope\"]}]", "names no settings")]
    [InlineData("[{\"by\":7,\"at\":\"2026-11-01\",\"expires\":\"2027-01-01\",\"evidence\":\"e\",\"settings\":{\"Scope\":\"All\"}}]", "no text as 'by'")]
    public void What_is_not_whole_is_refused_with_the_reason(string attestations, string reason)
    {
        var error = Assert.Throws<SsprException>(() => AttestationJson.Read("a.json", JsonNode.Parse(attestations), null));

        Assert.Equal(SsprErrorId.InvalidBackup, error.ErrorId);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    private static string Entry(string at = "2026-11-01", string expires = "2027-05-01", string scope = "All") =>
        $$$"""{"by":"Ann","at":"{{{at}}}","expires":"{{{expires}}}","evidence":"Ticket 1","settings":{"Scope":"{{{scope}}}"}}""";

    private static PolicyComparison Compare(string entries, params PolicySetting[] settings)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.json");
        try
        {
            File.WriteAllText(path, $$"""{"kind":"SsprTools.Policy","version":1,"attestations":[{{entries}}]}""");
            return PolicyComparer.Compare(settings, PolicyBaseline.Cis, AttestedPolicy.Read([path], null), s_now).Single(comparison => comparison.Setting == "Scope");
        }
        finally
        {
            File.Delete(path);
        }
    }
}
