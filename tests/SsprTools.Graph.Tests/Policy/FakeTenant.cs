using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SsprTools.Graph.Connection;
using Xunit;

namespace SsprTools.Graph.Tests.Policy;

/// <summary>A tenant of a few canned answers on loopback, for answers so odd that the sandbox would never give them.</summary>
internal sealed class FakeTenant : IDisposable
{
    public const string TenantId = "11111111-2222-3333-4444-555555555555";
    public const string GroupId = "aaaaaaaa-0000-0000-0000-000000000001";
    public const string OtherGroupId = "aaaaaaaa-0000-0000-0000-000000000002";

    public const string PolicyJson = """
        {"objectId":"default","enablementType":0,"numberOfAuthenticationMethodsRequired":1,"emailOptionEnabled":true,
        "mobilePhoneOptionEnabled":true,"officePhoneOptionEnabled":false,"securityQuestionsOptionEnabled":false,
        "mobileAppNotificationEnabled":false,"mobileAppCodeEnabled":false,"numberOfQuestionsToRegister":5,
        "numberOfQuestionsToReset":3,"registrationRequiredOnSignIn":true,"registrationReconfirmIntevalInDays":180,
        "skipRegistrationAllowed":true,"skipRegistrationMaxAllowedDays":7,"customizeHelpdeskLink":false,
        "customHelpdeskEmailOrUrl":"helpdesk@contoso.com","notifyUsersOnPasswordReset":true,"notifyOnAdminPasswordReset":false,
        "passwordResetEnabledGroupIds":[],"passwordResetEnabledGroupName":"","securityQuestions":[{"questionText":"Ä \"quoted\"?","odd":[1,2.50]}],
        "registrationConditionalAccessPolicies":[],"emailOptionAllowed":true,"mobilePhoneOptionAllowed":true,
        "officePhoneOptionAllowed":true,"securityQuestionsOptionAllowed":true,
        "mobileAppNotificationOptionAllowed":true,"mobileAppCodeOptionAllowed":true,"someNewField":{"deep":[null,1.0,"x"]}}
        """;

    private readonly HttpListener _listener = new();
    private readonly string _root;
    private readonly Task _serving;
    private int _busy;

    public FakeTenant()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            _root = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        }

        _listener.Prefixes.Add(_root + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>What GET of the policy answers now.</summary>
    public string Policy { get; set; } = PolicyJson;

    public string OnPremises { get; set; } = """{"objectId":"default","passwordWritebackSupported":false,"accountUnlockSupported":true,"accountUnlockEnabled":false,"enablementForTenant":false,"cloudProvisioningEnablementForTenant":false}""";

    public string Migration { get; set; } = "\"migrationComplete\"";

    public string Configurations { get; set; } = """
        [{"@odata.type":"#microsoft.graph.smsAuthenticationMethodConfiguration","id":"Sms","state":"enabled","excludeTargets":[],"includeTargets":[{"id":"all_users","targetType":"group"}]},
        {"@odata.type":"#microsoft.graph.emailAuthenticationMethodConfiguration","id":"Email","state":"disabled","excludeTargets":[],"includeTargets":[]},
        {"@odata.type":"#microsoft.graph.voiceAuthenticationMethodConfiguration","id":"Voice","state":"enabled","isOfficePhoneAllowed":false,"excludeTargets":[],"includeTargets":[{"id":"aaaaaaaa-0000-0000-0000-000000000001","targetType":"group"}]}]
        """;

    public string Campaign { get; set; } = """{"snoozeDurationInDays":1,"state":"default","excludeTargets":[],"includeTargets":[{"id":"all_users","targetType":"group","targetedAuthenticationMethod":"microsoftAuthenticator"}],"somethingNew":{"a":[1.50]}}""";

    public bool AllowedToUseSspr { get; set; }

    /// <summary>The bodies of writes, in order.</summary>
    public List<string> Bodies { get; } = [];

    /// <summary>How answers are put into bytes.</summary>
    public Encoding Encoding { get; set; } = Encoding.UTF8;

    /// <summary>How long a write takes.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Writes that were begun and not ended.</summary>
    public int Busy => _busy;

    /// <summary>Takes the place of any answer: method, path; null leaves the usual one.</summary>
    public Func<string, string, (int Status, string Body)?> Instead { get; set; } = (_, _) => null;

    /// <summary>What a PUT makes of the policy.</summary>
    public Func<string, string> Save { get; set; } = body => body;

    /// <summary>Every request as "METHOD /path".</summary>
    public List<string> Requests { get; } = [];

    public string Root => _root;

    public IEnumerable<string> Writes
    {
        get
        {
            lock (Requests)
            {
                return [.. Requests.Where(request => !request.StartsWith("GET ", StringComparison.Ordinal))];
            }
        }
    }

    public string? LastPut { get; private set; }

    public async Task<SsprConnection> ConnectAsync() => await SsprConnection.FromSandboxAsync(new Uri(_root), null, new InstantClock(), null, TestContext.Current.CancellationToken);

    public string With(params (string Field, JsonNode? Value)[] fields)
    {
        var root = (JsonObject)JsonNode.Parse(Policy)!;
        foreach (var (field, value) in fields)
        {
            root[field] = value;
        }

        return root.ToJsonString();
    }

    public string Without(string field)
    {
        var root = (JsonObject)JsonNode.Parse(Policy)!;
        root.Remove(field);
        return root.ToJsonString();
    }

    public void Dispose()
    {
        _listener.Close();
        _serving.Wait(TimeSpan.FromSeconds(5));
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            try
            {
                await AnswerAsync(context);
            }
            catch (Exception error) when (error is HttpListenerException or IOException or ObjectDisposedException)
            {
                // The caller was killed.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        Interlocked.Increment(ref _busy);
        try
        {
            using var reader = new StreamReader(context.Request.InputStream, System.Text.Encoding.UTF8);
            var body = await reader.ReadToEndAsync();
            if (context.Request.HttpMethod != "GET")
            {
                await Task.Delay(Delay);
            }

            var (status, answer) = Answer(context.Request.HttpMethod, context.Request.Url!.AbsolutePath, body);
            context.Response.StatusCode = status;
            if (status != 204)
            {
                context.Response.ContentType = answer.StartsWith('<') ? "text/html" : "application/json";
                // In one write: two would wait for each other, 40 ms an answer.
                context.Response.Close(Encoding.GetBytes(answer), willBlock: false);
                return;
            }

            context.Response.Close();
        }
        finally
        {
            Interlocked.Decrement(ref _busy);
        }
    }

    /// <summary>The whole tenant, to compare with another moment of it.</summary>
    public JsonObject State() => (JsonObject)JsonNode.Parse(
        $$"""{"policy":{{Policy}},"onPremises":{{OnPremises}},"migration":{{Migration}},"configurations":{{Configurations}},"campaign":{{Campaign}},"allowed":{{(AllowedToUseSspr ? "true" : "false")}}}""")!;

    private static string Merge(string text, string changes, Func<string, string>? rename = null)
    {
        var root = (JsonObject)JsonNode.Parse(text)!;
        foreach (var (name, value) in (JsonObject)JsonNode.Parse(changes)!)
        {
            root[rename?.Invoke(name) ?? name] = value?.DeepClone();
        }

        return root.ToJsonString();
    }

    private (int Status, string Body) Patch(string path, string body)
    {
        if (path == "/v1.0/policies/authorizationPolicy")
        {
            AllowedToUseSspr = JsonNode.Parse(body)!["allowedToUseSSPR"]!.GetValue<bool>();
            return (204, "");
        }

        if (path == "/v1.0/policies/authenticationMethodsPolicy")
        {
            var root = JsonNode.Parse(body)!;
            Migration = root["policyMigrationState"]?.ToJsonString() ?? Migration;
            Campaign = root["registrationEnforcement"]?["authenticationMethodsRegistrationCampaign"]?.ToJsonString() ?? Campaign;
            return (204, "");
        }

        var all = (JsonArray)JsonNode.Parse(Configurations)!;
        var one = all.First(item => path.EndsWith("/" + item!["id"], StringComparison.OrdinalIgnoreCase))!;
        all[all.IndexOf(one)] = JsonNode.Parse(Merge(one.ToJsonString(), body));
        Configurations = all.ToJsonString();
        return (204, "");
    }

    private (int Status, string Body) Answer(string method, string path, string body)
    {
        if (path == "/_sandbox")
        {
            return (200, JsonSerializer.Serialize(new
            {
                sandbox = true, graph = _root, portal = _root + "/portal", login = _root + "/login", pages = _root, tenantId = TenantId,
                account = "admin@contoso.com", accessToken = "graph", portalAccessToken = "portal",
            }));
        }

        lock (Requests)
        {
            Requests.Add($"{method} {path}");
            if (method != "GET")
            {
                Bodies.Add(body);
            }
        }

        if (Instead(method, path) is { } other)
        {
            return other;
        }

        switch (method, path)
        {
            case ("GET", "/portal/api/PasswordReset/PasswordResetPolicies"):
                return (200, Policy);
            case ("PUT", "/portal/api/PasswordReset/PasswordResetPolicies"):
                LastPut = body;
                Policy = Save(body);
                return (204, "");
            case ("GET", "/portal/api/PasswordReset/OnPremisesPasswordResetPolicies"):
                return (200, OnPremises);
            case ("PUT", "/portal/api/PasswordReset/OnPremisesPasswordResetPolicies"):
                OnPremises = Merge(OnPremises, body, name => name == "passwordWriteBackSupported" ? "passwordWritebackSupported" : name);
                return (204, "");
            case ("GET", "/v1.0/policies/authenticationMethodsPolicy"):
                return (200, $$"""{"id":"authenticationMethodsPolicy","policyMigrationState":{{Migration}},"registrationEnforcement":{"authenticationMethodsRegistrationCampaign":{{Campaign}}},"authenticationMethodConfigurations":{{Configurations}}}""");
            case ("GET", "/v1.0/policies/authorizationPolicy"):
                return (200, $$"""{"id":"authorizationPolicy","allowedToUseSSPR":{{(AllowedToUseSspr ? "true" : "false")}}}""");
            case ("PATCH", _):
                return Patch(path, body);
            case ("GET", "/v1.0/groups/" + GroupId):
                return (200, $$"""{"id":"{{GroupId}}","displayName":"SSPRTesters"}""");
            case ("GET", "/v1.0/groups/" + OtherGroupId):
                return (200, $$"""{"id":"{{OtherGroupId}}","displayName":"Others"}""");
            default:
                return (404, """{"error":{"code":"Request_ResourceNotFound","message":"Resource does not exist."}}""");
        }
    }
}
