namespace SsprTools.Sandbox.Tenant;

/// <summary>A domain of the tenant.</summary>
internal sealed record Domain(string Name, bool IsInitial, bool IsDefault, bool IsVerified = true, bool IsFederated = false)
{
    public int? PasswordValidityPeriodInDays { get; init; } = 2147483647;

    public int? PasswordNotificationWindowInDays { get; init; } = 14;
}
