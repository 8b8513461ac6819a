using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>directory/onPremisesSynchronization (graph.md 1.5). Its passwordWritebackEnabled is documented as not in use.</summary>
internal sealed class SyncHandlers(Service service)
{
    private const string Path = "directory/onPremisesSynchronization";

    private static readonly Shape<TenantState> s_shape = new("onPremisesDirectorySynchronization",
    [
        new("id", state => state.Info.Id.ToString()),
        new("configuration", _ => new Complex(("accidentalDeletionPrevention", new Complex(
            ("synchronizationPreventionType", "enabledForCount"), ("alertThreshold", 500))))),
        new("features", Features),
    ]);

    public IEnumerable<GraphRoute> Routes()
    {
        yield return new GraphRoute("GET", Path, Permissions.SyncRead, List) { Options = ["$select"] };
        yield return new GraphRoute("GET", Path + "/{id}", Permissions.SyncRead, Get) { Options = ["$select"] };
        yield return new GraphRoute("PATCH", Path + "/{id}", Permissions.SyncWrite, Patch);
    }

    private GraphResult List(GraphRequest request) => service.Switches.SyncIsCollection
        ? service.Listing.Page(request, new ListSource<TenantState>([request.State], s_shape, QueryRules.None, Path))
        : Entity(request);

    private static GraphResult Get(GraphRequest request)
    {
        Find(request);
        return Entity(request);
    }

    /// <summary>Accepted and, as every feature here is off or not in use, without effect.</summary>
    private static GraphResult Patch(GraphRequest request)
    {
        Find(request);
        _ = BodyReader.Read(request, "onPremisesDirectorySynchronization");
        return GraphResult.NoContent;
    }

    private static GraphResult Entity(GraphRequest request)
    {
        ParsedQuery<TenantState> query = ParsedQuery<TenantState>.Of(request, s_shape, QueryRules.None, countNeedsEventual: false);
        return GraphResult.Ok(writer => s_shape.WriteEntity(writer, request.State, $"{request.Root}/$metadata#{Path}/$entity", query.Select));
    }

    private static void Find(GraphRequest request)
    {
        if (!Guid.TryParse(request["id"], out Guid id) || id != request.State.Info.Id)
        {
            throw Errors.NotFound(request["id"]);
        }
    }

    private static Complex Features(TenantState state)
    {
        bool isSynced = state.Info.OnPremisesSyncEnabled == true;
        return new Complex(
            ("passwordSyncEnabled", isSynced),
            ("passwordWritebackEnabled", false),
            ("cloudPasswordPolicyForPasswordSyncedUsersEnabled", false),
            ("userForcePasswordChangeOnLogonEnabled", false),
            ("blockSoftMatchEnabled", false),
            ("blockCloudObjectTakeoverThroughHardMatchEnabled", false),
            ("deviceWritebackEnabled", false),
            ("directoryExtensionsEnabled", false),
            ("groupWriteBackEnabled", false),
            ("softMatchOnUpnEnabled", true),
            ("synchronizeUpnForManagedUsersEnabled", isSynced),
            ("unifiedGroupWritebackEnabled", false),
            ("userWritebackEnabled", false));
    }
}
