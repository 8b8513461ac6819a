using System.Text.Json;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Portal;

/// <summary>The writeback settings as JSON (graph.md 2.4): partial on write, and there with two odd names.</summary>
internal static class OnPremisesJson
{
    public static void Write(Utf8JsonWriter writer, OnPremisesPolicy policy)
    {
        writer.WriteStartObject();
        writer.WriteString("objectId", "default");
        writer.WriteBoolean("passwordWritebackSupported", policy.WritebackEnabled);
        writer.WriteBoolean("accountUnlockSupported", true);
        writer.WriteBoolean("accountUnlockEnabled", policy.AccountUnlockEnabled);
        writer.WriteBoolean("enablementForTenant", policy.EnablementForTenant);
        writer.WriteBoolean("cloudProvisioningEnablementForTenant", policy.CloudProvisioningEnabled);
        writer.WriteEndObject();
    }

    public static Func<OnPremisesPolicy, OnPremisesPolicy> ReadChange(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw new PortalError(400, "BadRequest", "An object was expected.");
        }

        Func<OnPremisesPolicy, OnPremisesPolicy> change = policy => policy;
        foreach (JsonProperty member in body.EnumerateObject())
        {
            if (member.Value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                throw new PortalError(400, "BadRequest", $"Invalid value for '{member.Name}'.");
            }

            bool value = member.Value.GetBoolean();
            Func<OnPremisesPolicy, OnPremisesPolicy> before = change;
            change = member.Name switch
            {
                // Capital B on write only.
                "passwordWriteBackSupported" => policy => before(policy) with { WritebackEnabled = value },
                "accountUnlockEnabled" => policy => before(policy) with { AccountUnlockEnabled = value },
                _ => throw new PortalError(400, "BadRequest", $"'{member.Name}' cannot be written."),
            };
        }

        return change;
    }
}
