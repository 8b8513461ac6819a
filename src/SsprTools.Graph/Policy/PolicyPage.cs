namespace SsprTools.Graph.Policy;

/// <summary>The page of the Entra portal's "Password reset" on which a setting stands; the administrators' own policy is the last.</summary>
public enum PolicyPage
{
    Properties,
    AuthenticationMethods,
    Registration,
    Notifications,
    Customization,
    OnPremisesIntegration,

    /// <summary>The policy for holders of administrator roles, which no setting of the other pages changes.</summary>
    Administrator,
}
