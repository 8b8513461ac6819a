using System.Text.Json;
using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Http;

/// <summary>What the pipeline refuses of single requests it refuses within a <c>$batch</c> too, where its handlers cannot look.</summary>
internal static class BatchGuard
{
    private static readonly Uri s_anywhere = new("https://graph.invalid/");

    public static void Check(BatchStep step, SsprConnection connection)
    {
        // A version in front, or a host, would make another address of it than the one that is checked here.
        if (step.Url.Contains("://", StringComparison.Ordinal) && !step.Url.Contains('?', StringComparison.Ordinal)
            || step.Url.StartsWith("//", StringComparison.Ordinal)
            || step.Url.Contains('\\', StringComparison.Ordinal)
            || step.Url.TrimStart('/').Split('/', '?')[0] is "v1.0" or "beta" or "$batch" or ""
            || !Uri.TryCreate(s_anywhere, "v1.0/" + step.Url.TrimStart('/'), out var address)
            || address.Host != s_anywhere.Host
            || !address.AbsolutePath.StartsWith("/v1.0/", StringComparison.Ordinal))
        {
            throw new SsprException(SsprErrorId.ForeignAddress, $"'{step.Url}' is no address below the version of Microsoft Graph. It was not sent.", "Report this with the command that led to it.", step.Url);
        }

        if (step.Method == "DELETE")
        {
            MemberDeleteGuard.Check(address);
        }

        CloudGuard.Check(connection.Cloud, step.Method, address.AbsolutePath);
        if (step.Body is { } body)
        {
            // Written raw into the batch: half a value in it would break the other nineteen.
            using var document = JsonDocument.Parse(body);
        }
    }
}
