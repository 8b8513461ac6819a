using Microsoft.Graph.Models;
using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Policy;

/// <summary>Reads Graph's authentication methods policy. Permission: Policy.Read.AuthenticationMethod.</summary>
internal sealed class MethodsPolicyReader(SsprConnection connection)
{
    private const string Everyone = "all_users";

    public async Task<MethodsPolicyFacts> ReadAsync(CancellationToken cancellationToken)
    {
        var policy = await connection.Directory.Policies.AuthenticationMethodsPolicy.GetAsync(null, cancellationToken).ConfigureAwait(false);
        return new MethodsPolicyFacts
        {
            Migration = policy?.PolicyMigrationState switch
            {
                AuthenticationMethodsPolicyMigrationState.PreMigration => MigrationState.PreMigration,
                AuthenticationMethodsPolicyMigrationState.MigrationInProgress => MigrationState.InProgress,
                AuthenticationMethodsPolicyMigrationState.MigrationComplete => MigrationState.Complete,
                _ => MigrationState.Unknown,
            },
            Methods = (policy?.AuthenticationMethodConfigurations ?? [])
                .Where(configuration => configuration.Id is not null)
                .GroupBy(configuration => configuration.Id!, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(group => group.Key, group => StateOf(group.First()), StringComparer.OrdinalIgnoreCase),
        };
    }

    private static MethodState StateOf(AuthenticationMethodConfiguration configuration)
    {
        bool? enabled = configuration.State switch
        {
            AuthenticationMethodState.Enabled => true,
            AuthenticationMethodState.Disabled => false,
            _ => null,
        };
        var targets = configuration switch
        {
            SmsAuthenticationMethodConfiguration sms => Ids(sms.IncludeTargets),
            VoiceAuthenticationMethodConfiguration voice => Ids(voice.IncludeTargets),
            EmailAuthenticationMethodConfiguration email => Ids(email.IncludeTargets),
            SoftwareOathAuthenticationMethodConfiguration oath => Ids(oath.IncludeTargets),
            MicrosoftAuthenticatorAuthenticationMethodConfiguration authenticator => Ids(authenticator.IncludeTargets),
            _ => null,
        };
        bool? everyone = targets is null ? null : targets.Contains(Everyone) && configuration.ExcludeTargets is not { Count: > 0 };
        return new MethodState(enabled, everyone)
        {
            OfficePhoneAllowed = (configuration as VoiceAuthenticationMethodConfiguration)?.IsOfficePhoneAllowed,
            CodesAllowed = (configuration as MicrosoftAuthenticatorAuthenticationMethodConfiguration)?.IsSoftwareOathEnabled,
        };
    }

    private static HashSet<string>? Ids(IEnumerable<AuthenticationMethodTarget>? targets) =>
        targets?.Select(target => target.Id).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
}
