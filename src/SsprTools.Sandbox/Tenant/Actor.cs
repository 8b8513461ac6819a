namespace SsprTools.Sandbox.Tenant;

/// <summary>Who does something, for the audit log: a signed-in user or an app.</summary>
internal sealed record Actor(Guid? UserId, string? UserPrincipalName, string DisplayName, string AppId, string? IpAddress)
{
    public static readonly Actor System = new(null, null, "Microsoft password reset service", "93625bc8-bfe2-437a-97e0-3d0060024faa", null);

    public static Actor Of(User user) => new(user.Id, user.UserPrincipalName, user.DisplayName, "", "127.0.0.1");
}
