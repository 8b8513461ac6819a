using System.Collections.Immutable;
using System.Text.Json;
using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Method configurations as JSON, each with its own type (graph.md 1.7).</summary>
internal static class ConfigurationJson
{
    public static string TypeOf(MethodConfiguration configuration) =>
        $"{char.ToLowerInvariant(configuration.Id[0])}{configuration.Id[1..]}AuthenticationMethodConfiguration";

    public static void WriteMembers(Utf8JsonWriter writer, MethodConfiguration configuration)
    {
        writer.WriteString("@odata.type", "#microsoft.graph." + TypeOf(configuration));
        writer.WriteString("id", configuration.Id);
        writer.WriteString("state", configuration.Enabled ? "enabled" : "disabled");
        switch (configuration.Id)
        {
            case "Voice":
                writer.WriteBoolean("isOfficePhoneAllowed", configuration.IsOfficePhoneAllowed ?? false);
                break;
            case "Email":
                writer.WriteString("allowExternalIdToUseEmailOtp", configuration.AllowExternalIdToUseEmailOtp);
                break;
            case "MicrosoftAuthenticator":
                writer.WriteBoolean("isSoftwareOathEnabled", configuration.IsSoftwareOathEnabled ?? false);
                writer.WritePropertyName("featureSettings");
                (configuration.FeatureSettings ?? FeatureSettings.Default).WriteTo(writer);
                break;
        }

        writer.WriteStartArray("excludeTargets");
        foreach (MethodTarget target in configuration.ExcludeTargets)
        {
            writer.WriteStartObject();
            writer.WriteString("id", target.Id);
            writer.WriteString("targetType", target.TargetType);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("includeTargets");
        foreach (MethodTarget target in configuration.IncludeTargets)
        {
            WriteTarget(writer, configuration, target);
        }

        writer.WriteEndArray();
    }

    /// <summary>A PATCH must name its type, and names nothing that the type does not have.</summary>
    public static MethodConfiguration Read(GraphRequest request, MethodConfiguration configuration)
    {
        string type = TypeOf(configuration);
        if (request.Body is not { ValueKind: JsonValueKind.Object } sent || sent.Text("@odata.type") != "#microsoft.graph." + type)
        {
            throw Errors.BadRequest($"The body must carry '@odata.type': '#microsoft.graph.{type}'.");
        }

        JsonElement body = BodyReader.Read(request, type);
        return configuration with
        {
            Enabled = body.Text("state") is { } state ? state == "enabled" : configuration.Enabled,
            IsOfficePhoneAllowed = body.Flag("isOfficePhoneAllowed") ?? configuration.IsOfficePhoneAllowed,
            IsSoftwareOathEnabled = body.Flag("isSoftwareOathEnabled") ?? configuration.IsSoftwareOathEnabled,
            FeatureSettings = FeatureSettings.Merge(configuration.FeatureSettings, body),
            AllowExternalIdToUseEmailOtp = body.Text("allowExternalIdToUseEmailOtp") ?? configuration.AllowExternalIdToUseEmailOtp,
            IncludeTargets = Targets(body, "includeTargets", configuration.IncludeTargets),
            ExcludeTargets = Targets(body, "excludeTargets", configuration.ExcludeTargets),
        };
    }

    private static void WriteTarget(Utf8JsonWriter writer, MethodConfiguration configuration, MethodTarget target)
    {
        writer.WriteStartObject();
        writer.WriteString("targetType", target.TargetType);
        writer.WriteString("id", target.Id);
        writer.WriteBoolean("isRegistrationRequired", target.IsRegistrationRequired);
        if (configuration.Id == "Sms")
        {
            writer.WriteBoolean("isUsableForSignIn", target.IsUsableForSignIn);
        }
        else if (configuration.Id == "MicrosoftAuthenticator")
        {
            writer.WriteString("authenticationMode", target.AuthenticationMode);
        }

        writer.WriteEndObject();
    }

    private static ImmutableArray<MethodTarget> Targets(JsonElement body, string name, ImmutableArray<MethodTarget> before) =>
        body.TryGetProperty(name, out JsonElement targets) && targets.ValueKind == JsonValueKind.Array
            ?
            [
                .. targets.EnumerateArray().Select(target => new MethodTarget(
                    target.Text("id") ?? throw Errors.InvalidValue(name), target.Text("targetType") ?? "group")
                {
                    IsRegistrationRequired = target.Flag("isRegistrationRequired") ?? false,
                    IsUsableForSignIn = target.Flag("isUsableForSignIn") ?? false,
                    AuthenticationMode = target.Text("authenticationMode") ?? "any",
                }),
            ]
            : before;
}
