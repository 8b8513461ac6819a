using Microsoft.Graph.Models;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Registration;

/// <summary>
/// Registers phones and email for a user, as an admin. Permissions: UserAuthMethod-Phone.ReadWrite.All and
/// UserAuthMethod-Email.ReadWrite.All, or UserAuthenticationMethod.ReadWrite.All; role Authentication Administrator.
/// </summary>
public sealed class MethodWriter(SsprConnection connection)
{
    // Fixed ids of the phone types and of the email method. Source: facts/graph.md 1.6.
    private static readonly Dictionary<MethodKind, AuthenticationPhoneType> s_phoneTypes = new()
    {
        [MethodKind.MobilePhone] = AuthenticationPhoneType.Mobile,
        [MethodKind.AlternateMobilePhone] = AuthenticationPhoneType.AlternateMobile,
        [MethodKind.OfficePhone] = AuthenticationPhoneType.Office,
    };

    private static readonly TimeSpan[] s_readBackWaits = [TimeSpan.Zero, TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(1)];

    /// <summary>Compares what is wanted with what the user holds. Nothing is written.</summary>
    /// <param name="force">Whether another value may be replaced.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.MethodDiffers"/>, <see cref="SsprErrorId.MethodOrder"/></exception>
    public static IReadOnlyList<MethodChange> Plan(
        DirectoryUser user, IReadOnlyList<UserMethod> held, WantedMethods wanted, bool force)
    {
        if (wanted.AlternateMobilePhone is not null && wanted.MobilePhone is null && held.All(method => method.Method != MethodKind.MobilePhone))
        {
            throw new SsprException(
                SsprErrorId.MethodOrder,
                $"{user.UserPrincipalName} has no mobile phone, and an alternate one needs it first.",
                "Give -MobilePhone too.",
                user.UserPrincipalName);
        }

        var changes = new List<MethodChange>();
        foreach (var (kind, value) in wanted.InOrder())
        {
            var now = held.FirstOrDefault(method => method.Method == kind);
            var same = now is not null && IsSame(kind, now.Value, value);
            if (now is not null && !same && !force)
            {
                throw new SsprException(
                    SsprErrorId.MethodDiffers,
                    $"{user.UserPrincipalName} has another {kind} already: {now.Value}. It was not changed.",
                    "Use -Force to replace it.",
                    user.UserPrincipalName);
            }

            changes.Add(new MethodChange(kind, now?.Value, value, now?.MethodId) { IsUnchanged = same });
        }

        return changes;
    }

    /// <summary>Writes one change; reading it back is <see cref="VerifyAsync"/>'s.</summary>
    public Task WriteAsync(DirectoryUser user, MethodChange change, CancellationToken cancellationToken) => LostWrite.SettleAsync(
        $"The {change.Kind} of {user.UserPrincipalName}",
        token => WriteOnceAsync(user, change, token),
        async token => IsSame(change.Kind, ValueOf(await new UserMethods(connection).GetAsync(user, token).ConfigureAwait(false), change.Kind), change.After),
        connection.Clock.Local,
        cancellationToken);

    private async Task WriteOnceAsync(DirectoryUser user, MethodChange change, CancellationToken cancellationToken)
    {
        var authentication = connection.Directory.Users[user.Id].Authentication;
        switch (change)
        {
            case { Kind: MethodKind.Email, MethodId: null }:
                await authentication.EmailMethods
                    .PostAsync(new EmailAuthenticationMethod { EmailAddress = change.After }, cancellationToken: cancellationToken).ConfigureAwait(false);
                break;
            case { Kind: MethodKind.Email, MethodId: { } id }:
                await authentication.EmailMethods[id]
                    .PatchAsync(new EmailAuthenticationMethod { EmailAddress = change.After }, cancellationToken: cancellationToken).ConfigureAwait(false);
                break;
            case { MethodId: null }:
                await authentication.PhoneMethods.PostAsync(Phone(change), cancellationToken: cancellationToken).ConfigureAwait(false);
                break;
            case { MethodId: { } id }:
                await authentication.PhoneMethods[id].PatchAsync(Phone(change), cancellationToken: cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    /// <summary>Reads the user's methods again and says of each change whether it is there.</summary>
    public async Task<IReadOnlyList<MethodResult>> VerifyAsync(
        DirectoryUser user, IReadOnlyList<MethodChange> written, CancellationToken cancellationToken)
    {
        IReadOnlyList<UserMethod> held = [];
        foreach (var wait in written.Any(change => !change.IsUnchanged) ? s_readBackWaits : [])
        {
            await Task.Delay(wait, connection.Clock.Local, cancellationToken).ConfigureAwait(false);
            held = await new UserMethods(connection).GetAsync(user, cancellationToken).ConfigureAwait(false);
            if (written.All(change => change.IsUnchanged || IsSame(change.Kind, ValueOf(held, change.Kind), change.After)))
            {
                break;
            }
        }

        return [.. written.Select(change => Result(user, change, ValueOf(held, change.Kind)))];
    }

    private MethodResult Result(DirectoryUser user, MethodChange change, string? now)
    {
        var there = change.IsUnchanged || IsSame(change.Kind, now, change.After);
        return new MethodResult
        {
            Status = change switch
            {
                { IsUnchanged: true } => ChangeStatus.Unchanged,
                _ when !there => ChangeStatus.Unverified,
                { Before: null } => ChangeStatus.Created,
                _ => ChangeStatus.Updated,
            },
            UserPrincipalName = user.UserPrincipalName,
            UserId = user.Id,
            Method = change.Kind,
            Before = change.Before,
            After = change.After,
            Remarks = there ? null : $"The service accepted it, but reading back shows {now ?? "none"}.",
            TenantId = connection.TenantId,
        };
    }

    private static string? ValueOf(IReadOnlyList<UserMethod> held, MethodKind kind) =>
        held.FirstOrDefault(method => method.Method == kind)?.Value;

    private static PhoneAuthenticationMethod Phone(MethodChange change) =>
        new() { PhoneNumber = change.After, PhoneType = s_phoneTypes[change.Kind] };

    private static bool IsSame(MethodKind kind, string? held, string wanted) => kind == MethodKind.Email
        ? string.Equals(held, wanted, StringComparison.OrdinalIgnoreCase)
        : PhoneNumber.Parse(wanted).IsSameAs(held);
}
