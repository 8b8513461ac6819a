using Microsoft.Graph.Models;
using Microsoft.Graph.Users.Item.AssignLicense;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Facts;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Directory;

/// <summary>
/// Finds the tenant's licences and gives them to users. Permissions: LicenseAssignment.Read.All, LicenseAssignment.ReadWrite.All.
/// </summary>
public sealed class LicenseDirectory(SsprConnection connection)
{
    // Entra ID P1 and P2 as service plans; either lets a user reset (facts/graph.md 1.4).
    private static readonly Guid[] s_premiumPlans = [new("41781fb2-bc02-4b7c-bd55-b576c07bb09d"), new("eec0eb4f-6444-4f95-aba0-50c24d67f998")];

    /// <summary>What the tenant has.</summary>
    public async Task<IReadOnlyList<SubscribedLicense>> ListAsync(CancellationToken cancellationToken)
    {
        var answer = await connection.Directory.SubscribedSkus.GetAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. (answer?.Value ?? []).Where(sku => sku.SkuId is not null).Select(FromGraph)];
    }

    /// <summary>The licence of that id or part number.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.LicenseNotFound"/>, with what the tenant has.</exception>
    public static SubscribedLicense Get(IReadOnlyList<SubscribedLicense> owned, string license) =>
        owned.FirstOrDefault(sku => Guid.TryParse(license, out var id)
            ? sku.SkuId == id
            : string.Equals(sku.SkuPartNumber, license, StringComparison.OrdinalIgnoreCase))
        ?? throw new SsprException(
            SsprErrorId.LicenseNotFound,
            $"The tenant has no licence '{license}'.",
            owned.Count == 0
                ? "The tenant has no licences at all. A fresh trial can take a while to show."
                : $"Give one that it has with -License: {string.Join(", ", owned.Select(sku => sku.SkuPartNumber))}. A fresh trial can take a while to show.",
            license);

    /// <exception cref="SsprException"><see cref="SsprErrorId.LicenseNotAvailable"/></exception>
    public static void RequireFree(SubscribedLicense license)
    {
        var why = license switch
        {
            { AppliesTo: "Company" } => "it is for the tenant as a whole and can't be given to a user",
            { CapabilityStatus: not (null or "Enabled" or "Warning") } => $"it is {license.CapabilityStatus}",
            { FreeUnits: <= 0 } => $"all {license.TotalUnits} units are in use",
            _ => null,
        };
        if (why is not null)
        {
            throw new SsprException(
                SsprErrorId.LicenseNotAvailable,
                $"The licence {license.SkuPartNumber} can't be given: {why}.",
                "Free a unit, buy more, or take another licence with -License.",
                license.SkuPartNumber);
        }
    }

    /// <summary>Gives a user a licence, with all its plans.</summary>
    public Task AssignAsync(string userId, Guid skuId, CancellationToken cancellationToken) => LostWrite.SettleAsync(
        $"The licence for user {userId}",
        token => connection.Directory.Users[userId].AssignLicense.PostAsync(Assignment(skuId), cancellationToken: token),
        async token => (await OfUserAsync(userId, token).ConfigureAwait(false)).Any(license => license.SkuId == skuId),
        connection.Clock.Local,
        cancellationToken);

    /// <summary>What <see cref="AssignAsync"/> sends, for a batch.</summary>
    internal static string AssignmentBody(Guid skuId) => TestUserBody.Json(Assignment(skuId));

    private static AssignLicensePostRequestBody Assignment(Guid skuId) =>
        new() { AddLicenses = [new AssignedLicense { SkuId = skuId, DisabledPlans = [] }], RemoveLicenses = [] };

    /// <summary>The user's licences as they arrived at the user.</summary>
    public async Task<IReadOnlyList<UserLicense>> OfUserAsync(string userId, CancellationToken cancellationToken)
    {
        var answer = await connection.Directory.Users[userId].LicenseDetails.GetAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. (answer?.Value ?? []).Where(detail => detail.SkuId is not null).Select(detail => Of(
            detail.SkuId!.Value,
            detail.SkuPartNumber,
            (detail.ServicePlans ?? []).Select(plan => (plan.ServicePlanId, plan.ServicePlanName, plan.ProvisioningStatus))))];
    }

    /// <summary>The same as <see cref="OfUserAsync"/> reads, from a batch.</summary>
    internal static UserLicense FromRow(LicenseDetailRow row) => Of(
        row.SkuId!.Value, row.SkuPartNumber, (row.ServicePlans ?? []).Select(plan => (plan.ServicePlanId, plan.ServicePlanName, plan.ProvisioningStatus)));

    private static UserLicense Of(Guid skuId, string? partNumber, IEnumerable<(Guid? Id, string? Name, string? Status)> plans) => new(
        skuId,
        partNumber,
        [.. plans.Where(plan => plan.Id is { } id && s_premiumPlans.Contains(id) && plan.Status is not (null or "Success")).Select(plan => $"{plan.Name} is {plan.Status}")]);

    private static SubscribedLicense FromGraph(SubscribedSku sku) => new()
    {
        SkuId = sku.SkuId!.Value,
        SkuPartNumber = sku.SkuPartNumber ?? sku.SkuId.Value.ToString(),
        // Units in warning are past their end but still work.
        TotalUnits = sku.PrepaidUnits?.Enabled is { } enabled ? enabled + (sku.PrepaidUnits.Warning ?? 0) : null,
        ConsumedUnits = sku.ConsumedUnits,
        CapabilityStatus = sku.CapabilityStatus,
        AppliesTo = sku.AppliesTo,
    };
}
