using System.Globalization;
using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Tests.Testing;

/// <summary>A tenant that is nothing but an audit log, which a test fills while it is read.</summary>
internal sealed class LogWire
{
    public LogWire() => Connection = SsprConnection.FromAccessToken("t", CloudEnvironment.Global, Clock, Wire);

    public ManualClock Clock { get; } = new(Run.Start) { SkipWaits = true };

    public Wire Wire { get; } = new();

    public SsprConnection Connection { get; }

    public static string Page(params (string Id, int Minute, string User)[] events) => $$"""
        {"value":[{{string.Join(',', events.Select(found => $$"""
        {"id":"{{found.Id}}","activityDisplayName":"Reset password (self-service)","loggedByService":"Self-service Password Management","result":"success",
        "activityDateTime":"{{Run.Start.AddMinutes(found.Minute).ToString("O", CultureInfo.InvariantCulture)}}","targetResources":[{"id":"{{found.User}}","type":"User"}]}
        """))}}]}
        """;
}
