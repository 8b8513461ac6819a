using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.SignIn;

/// <summary>Whether a user may sign in with a name and a password.</summary>
internal static class PasswordCheck
{
    public static User Verify(TenantState state, string? name, string? password)
    {
        User user = Guid.TryParse(name, out _) || state.FindUser(name?.Trim() ?? "") is not { } found
            ? throw LoginErrors.UnknownUser($"'{name}'", state.Info.DisplayName)
            : found;

        // A user whose password the seed leaves out has none, and signs in with the field left empty.
        bool isRight = user.Password.Hash.Length == 0 ? string.IsNullOrEmpty(password) : user.Password.Matches(password ?? "");
        if (!isRight)
        {
            throw LoginErrors.BadCredentials;
        }

        RequireActive(user);
        return user.Password.ForceChange || user.Password.ForceChangeWithMfa ? throw LoginErrors.PasswordExpired : user;
    }

    public static void RequireActive(User user)
    {
        if (!user.AccountEnabled)
        {
            throw LoginErrors.Disabled;
        }
    }
}
