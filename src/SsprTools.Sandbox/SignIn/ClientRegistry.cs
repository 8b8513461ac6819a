using System.Collections.Concurrent;
using SsprTools.Sandbox.Security;

namespace SsprTools.Sandbox.SignIn;

/// <summary>The apps that can sign in: first-party public clients, and those that the control route made.</summary>
internal sealed class ClientRegistry
{
    private const string AzureCli = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

    private readonly ConcurrentDictionary<Guid, Client> _clients = new();

    public ClientRegistry()
    {
        Add(new Client(Guid.Parse(TokenService.CommandLineTools), ClientKind.Public, "Microsoft Graph Command Line Tools"));
        Add(new Client(Guid.Parse(TokenService.AzurePowerShell), ClientKind.Public, "Microsoft Azure PowerShell") { MayUsePortal = true });
        Add(new Client(Guid.Parse(AzureCli), ClientKind.Public, "Microsoft Azure CLI") { MayUsePortal = true });
    }

    public void Add(Client client) => _clients[client.Id] = client;

    public Client? Find(string id) => Guid.TryParse(id, out Guid key) ? _clients.GetValueOrDefault(key) : null;
}
