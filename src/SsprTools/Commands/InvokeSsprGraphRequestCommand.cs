using System.Collections;
using System.Management.Automation;
using SsprTools.Graph;
using SsprTools.Graph.Http;

namespace SsprTools.Commands;

[Cmdlet(VerbsLifecycle.Invoke, "SsprGraphRequest", SupportsShouldProcess = true)]
[OutputType(typeof(PSObject))]
public sealed class InvokeSsprGraphRequestCommand : ConnectedCmdlet
{
    private static readonly string[] s_bodyless = ["GET", "DELETE"];

    /// <summary>Path and query below the version, such as 'users?$top=5'.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string Uri { get; set; } = "";

    /// <summary>The verb; GET when absent.</summary>
    [Parameter]
    [ValidateSet("GET", "POST", "PATCH", "PUT", "DELETE")]
    public string Method { get; set; } = "GET";

    /// <summary>A hashtable, an object, or JSON text.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Body { get; set; }

    /// <summary>The beta version of Graph.</summary>
    [Parameter]
    public SwitchParameter Beta { get; set; }

    /// <summary>Follow the pages to their end and give the rows.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Send ConsistencyLevel: eventual, which advanced queries need.</summary>
    [Parameter]
    public SwitchParameter Eventual { get; set; }

    protected override Task ProcessRecordAsync(CancellationToken cancellationToken) => ForItemAsync(Uri, async () =>
    {
        var requests = new RawRequests(Tenant);
        var method = Method.ToUpperInvariant();
        if ((Body is not null && s_bodyless.Contains(method)) || (All && method != "GET"))
        {
            throw new SsprException(SsprErrorId.InvalidArgument, $"{(Body is null ? "-All" : "-Body")} and -Method {method} exclude each other.", "Leave one of them out.", Uri);
        }

        var address = requests.Resolve(Uri, Beta);
        if (All)
        {
            await foreach (var page in requests.ReadAllAsync(address, Eventual, cancellationToken).ConfigureAwait(false))
            {
                WriteObjects(page.Select(Shown));
            }

            return;
        }

        if (method != "GET" && !ShouldChange(Tenant, address.AbsolutePath, $"send {method}"))
        {
            return;
        }

        if (await requests.SendAsync(method, address, Plain(Body), Eventual, cancellationToken).ConfigureAwait(false) is { } answer)
        {
            WriteObject(Shown(answer));
        }
    });

    private static object? Shown(object? value)
    {
        switch (value)
        {
            case IDictionary<string, object?> members:
                var shown = new PSObject();
                foreach (var (name, member) in members)
                {
                    shown.Properties.Add(new PSNoteProperty(name, Shown(member)));
                }

                return shown;
            case IList<object?> items:
                return items.Select(Shown).ToArray();
            default:
                return value;
        }
    }

    /// <summary>What PowerShell wrapped, unwrapped; objects as their properties.</summary>
    private static object? Plain(object? value, int depth = 0)
    {
        var bare = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        return bare switch
        {
            _ when depth > 50 => bare,
            string => bare,
            PSObject custom => custom.Properties.ToDictionary(property => property.Name, property => Plain(property.Value, depth + 1)),
            IDictionary members => members.Cast<DictionaryEntry>().ToDictionary(member => $"{member.Key}", member => Plain(member.Value, depth + 1)),
            IEnumerable items => items.Cast<object?>().Select(item => Plain(item, depth + 1)).ToList(),
            _ => bare,
        };
    }
}
