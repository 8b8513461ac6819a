namespace SsprTools.Graph.Registration;

/// <summary>What became of one user who was asked for.</summary>
/// <param name="Identity">The user as it was asked for.</param>
public sealed record RegistrationAnswer(string Identity)
{
    public RegistrationRow? Row { get; init; }

    /// <summary>The user exists, and the report does not have it.</summary>
    public UnreportedRegistration? Unreported { get; init; }

    /// <summary>The user is not there, or could not be read; of users that were named, also that the report does not have it.</summary>
    public SsprException? Error { get; init; }
}
