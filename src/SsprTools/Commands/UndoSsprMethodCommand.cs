using System.Management.Automation;
using SsprTools.Graph.Registration;

namespace SsprTools.Commands;

[Cmdlet(VerbsCommon.Undo, "SsprMethod", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(MethodResult))]
[GraphPermission("GET /users/{id}", "User.Read.All")]
[GraphPermission("GET /users/{id}/authentication/methods", "UserAuthenticationMethod.Read.All", Role = "Authentication Administrator")]
[GraphPermission("POST /users/{id}/authentication/phoneMethods", "UserAuthMethod-Phone.ReadWrite.All", Role = "Authentication Administrator")]
[GraphPermission("PATCH /users/{id}/authentication/phoneMethods/{id}", "UserAuthMethod-Phone.ReadWrite.All", Role = "Authentication Administrator")]
[GraphPermission("DELETE /users/{id}/authentication/phoneMethods/{id}", "UserAuthMethod-Phone.ReadWrite.All", Role = "Authentication Administrator")]
[GraphPermission("POST /users/{id}/authentication/emailMethods", "UserAuthMethod-Email.ReadWrite.All", Role = "Authentication Administrator")]
[GraphPermission("PATCH /users/{id}/authentication/emailMethods/{id}", "UserAuthMethod-Email.ReadWrite.All", Role = "Authentication Administrator")]
[GraphPermission("DELETE /users/{id}/authentication/emailMethods/{id}", "UserAuthMethod-Email.ReadWrite.All", Role = "Authentication Administrator")]
public sealed class UndoSsprMethodCommand : MethodChangeCmdlet
{
    private const int ChunkSize = 1000;

    private readonly Dictionary<MethodWork, List<MethodJournalEntry>> _entries = [];
    private string? _newJournal;

    /// <summary>The file that Add-SsprMethod or Remove-SsprMethod named.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>A new file, or a folder, for what was there before this command.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? UndoPath { get; set; }

    /// <summary>Restore the old value also where somebody changed it since.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override string? NewJournal => _newJournal;

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        var path = "";
        OnRunspace(() =>
        {
            path = GetUnresolvedProviderPathFromPSPath(Path);
            _newJournal = UndoPath is null ? null : GetUnresolvedProviderPathFromPSPath(UndoPath);
        });
        foreach (var user in MethodJournal.Changes(Tenant, path).GroupBy(entry => entry.User, StringComparer.OrdinalIgnoreCase))
        {
            var work = new MethodWork(user.Key) { UserId = user.First().UserId };
            work.UserPrincipalName ??= user.First().Name;
            work.Add(user.Select(entry => new MethodGoal(entry.Method, entry.Before)));
            _entries.Add(work, [.. user]);
        }

        foreach (var chunk in _entries.Keys.Chunk(ChunkSize))
        {
            await ChangeAsync(chunk, cancellationToken).ConfigureAwait(false);
        }

        _entries.Clear();
    }

    private protected override IReadOnlyList<MethodChange> PlanUser(MethodWork user) => MethodPlanner.PlanUndo(user.Name, user.Held, _entries[user], Force);
}
