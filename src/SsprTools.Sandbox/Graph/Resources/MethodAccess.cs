using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Finds the user whose methods are asked for, and judges whether the caller may write them.</summary>
internal sealed class MethodAccess(Service service)
{
    public User Read(GraphRequest request) => Ready(UserFinder.Find(request, request.State));

    public User Write(GraphRequest request)
    {
        User user = Ready(UserFinder.Find(request, service.Store.Current));
        if (request.Token.IsApp || request.Token.ObjectId != user.Id)
        {
            ActorRules.RequireMayActOn(service, request, user, Denial.AuthenticationMethods);
        }

        return user;
    }

    // A switch: the methods of a new user may not be there yet (graph.md 1.14).
    private User Ready(User user) =>
        service.Clock.Now - user.CreatedDateTime < service.Switches.NewUserMethodsDelay ? throw Errors.NotFound(user.Id.ToString()) : user;
}
