using System.Collections.Immutable;

namespace SsprTools.Sandbox.Tenant;

/// <summary>A group with its direct members.</summary>
internal sealed record Group : IDirectoryObject
{
    public required Guid Id { get; init; }
    public required int Sequence { get; init; }
    public required string DisplayName { get; init; }
    public required string MailNickname { get; init; }
    public required DateTimeOffset CreatedDateTime { get; init; }
    public string? Description { get; init; }
    public bool MailEnabled { get; init; }
    public bool SecurityEnabled { get; init; } = true;
    public bool? IsAssignableToRole { get; init; }
    public ImmutableArray<string> GroupTypes { get; init; } = [];
    public string? MembershipRule { get; init; }

    /// <summary>On or Paused; only a dynamic group has one.</summary>
    public string? MembershipRuleProcessingState { get; init; }
    public string? Visibility { get; init; }
    public string? Mail { get; init; }
    public MemberList Members { get; init; } = MemberList.Empty;
    public DateTimeOffset? DeletedDateTime { get; init; }
}
