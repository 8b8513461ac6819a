using System.Text.Json;
using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Reads the body of assignLicense: both arrays are required (graph.md 1.4).</summary>
internal static class LicenseChange
{
    public static (IReadOnlyList<LicenseAssignment> Add, IReadOnlyList<Guid> Remove) Read(GraphRequest request)
    {
        JsonElement body = BodyReader.ReadParameters(request, "addLicenses", "removeLicenses");
        if (!body.TryGetProperty("addLicenses", out JsonElement adds) || adds.ValueKind != JsonValueKind.Array)
        {
            throw Errors.BadRequest("One or more parameters of the operation 'assignLicense' are missing from the request payload. The missing parameters are: addLicenses.");
        }

        if (!body.TryGetProperty("removeLicenses", out JsonElement removes) || removes.ValueKind != JsonValueKind.Array)
        {
            throw Errors.BadRequest("One or more parameters of the operation 'assignLicense' are missing from the request payload. The missing parameters are: removeLicenses.");
        }

        List<LicenseAssignment> add = [];
        foreach (JsonElement license in adds.EnumerateArray())
        {
            BodyReader.Check(license, ServedModel.Structured("assignedLicense"), "assignedLicense", []);
            Guid skuId = license.TryGetProperty("skuId", out JsonElement id) && id.ValueKind == JsonValueKind.String
                ? id.GetGuid()
                : throw Errors.InvalidValue("skuId");
            add.Add(new LicenseAssignment(skuId, [.. license.Texts("disabledPlans").Select(Guid.Parse)]));
        }

        List<Guid> remove = [];
        foreach (JsonElement id in removes.EnumerateArray())
        {
            remove.Add(id.ValueKind == JsonValueKind.String && id.TryGetGuid(out Guid skuId) ? skuId : throw Errors.InvalidValue("removeLicenses"));
        }

        return (add, remove);
    }
}
