using SsprTools.Graph.Directory;
using SsprTools.Graph.Readiness;
using SsprTools.Graph.Registration;

namespace SsprTools.Graph.Testing;

/// <summary>Everything that could be seen of a user at one moment. The steps are judged from it by pure functions.</summary>
public sealed record TestObservation
{
    /// <summary>Service time.</summary>
    public required DateTimeOffset Now { get; init; }

    public required UserReadiness Readiness { get; init; }

    public required Fact<DirectoryUser> User { get; init; }

    public required Fact<RegistrationRow> ReportRow { get; init; }

    /// <summary>How many verifications a reset of this user asks for.</summary>
    public required Fact<int> MethodsRequired { get; init; }

    /// <summary>The user's events since the test began, in any order.</summary>
    public required Fact<IReadOnlyList<SsprEvent>> Events { get; init; }

    /// <summary>The user's sign-ins since the test began, in any order.</summary>
    public required Fact<IReadOnlyList<SignInEvent>> SignIns { get; init; }
}
