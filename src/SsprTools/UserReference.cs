using System.Management.Automation;

namespace SsprTools;

/// <summary>
/// A user as people name one: a UPN, an object id, or any object with an Id or UserPrincipalName. A parameter of this type takes all of them, from
/// the command line and from the pipeline.
/// </summary>
public sealed class UserReference
{
    public UserReference(object value)
    {
        Value = Reference.Read(value, "UserPrincipalName", "UserId") is { } text && (Guid.TryParse(text, out _) || text.Contains('@', StringComparison.Ordinal))
            ? text
            : throw new PSArgumentException(
                $"'{value}' is no user. Give a full user principal name such as MonicaT@contoso.com, an object id, or an object with an Id or UserPrincipalName.");
        UserPrincipalName = value switch
        {
            UserReference user => user.UserPrincipalName,
            _ when !Guid.TryParse(Value, out _) => Value,
            PSObject { BaseObject: string or Guid } or string or Guid => null,
            _ => PSObject.AsPSObject(value).Properties["UserPrincipalName"]?.Value?.ToString() is { } upn && upn.Contains('@', StringComparison.Ordinal) ? upn.Trim() : null,
        };
    }

    /// <summary>The UPN or object id.</summary>
    public string Value { get; }

    /// <summary>The UPN, where the object that was given tells it besides its id.</summary>
    internal string? UserPrincipalName { get; }

    public override string ToString() => Value;
}
