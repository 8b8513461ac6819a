using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Serialization.Json;

namespace SsprTools.Graph.Directory;

/// <summary>
/// What is sent to create or change a test user. Made anew for every try: a model that was sent once has nothing left that it would send again.
/// </summary>
internal static class TestUserBody
{
    public static User Of(TestUserPlan plan)
    {
        var wanted = new User
        {
            AccountEnabled = true,
            DisplayName = plan.DisplayName,
            MailNickname = MailNickname.From(UserPrincipalNames.LocalPart(plan.UserPrincipalName)),
            UserPrincipalName = plan.UserPrincipalName,
            EmployeeType = TestUserMark.Format(plan.Until),
            PasswordProfile = new PasswordProfile
            {
                Password = plan.Password!.Reveal(),
                ForceChangePasswordNextSignIn = plan.MustChangePassword,
                ForceChangePasswordNextSignInWithMfa = false,
            },
        };
        if (plan.UsageLocation is not null)
        {
            wanted.UsageLocation = plan.UsageLocation;
        }

        return wanted;
    }

    /// <summary>Only what differs: a property once set to null would be sent as null and emptied.</summary>
    public static User Of(TestUserPlan plan, DirectoryUser existing)
    {
        var wanted = new User();
        if (existing.DisplayName != plan.DisplayName)
        {
            wanted.DisplayName = plan.DisplayName;
        }

        if (plan.UsageLocation is not null && existing.UsageLocation != plan.UsageLocation)
        {
            wanted.UsageLocation = plan.UsageLocation;
        }

        if (existing.EmployeeType != TestUserMark.Format(plan.Until))
        {
            wanted.EmployeeType = TestUserMark.Format(plan.Until);
        }

        return wanted;
    }

    /// <summary>The same text that the SDK would send.</summary>
    public static string Json(IParsable model)
    {
        using var writer = new JsonSerializationWriter();
        writer.WriteObjectValue(null, model);
        using var text = new StreamReader(writer.GetSerializedContent());
        return text.ReadToEnd();
    }
}
