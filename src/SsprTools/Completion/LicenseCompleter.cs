using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;

namespace SsprTools.Completion;

/// <summary>Completes part numbers of the tenant's licences.</summary>
internal sealed class LicenseCompleter : TenantCompleter
{
    protected override async Task<IReadOnlyList<(string Text, string Tooltip)>> AskAsync(
        SsprConnection connection, string typed, CancellationToken cancellationToken)
    {
        var licenses = await new NameSearch(connection).LicensesAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. licenses
                .Where(license => license.SkuPartNumber.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                .Select(license => (license.SkuPartNumber, $"{license.FreeUnits?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"} free, {license.SkuId}")),
        ];
    }
}
