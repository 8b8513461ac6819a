using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using SsprTools.Graph.Connection;

namespace SsprTools;

/// <summary>The current connection of each runspace; parallel runspaces do not share it.</summary>
internal static class Session
{
    private static readonly ConditionalWeakTable<Runspace, Slot> s_slots = [];

    /// <summary>The connection of the runspace that runs on this thread. To be asked on the pipeline thread.</summary>
    public static SsprConnection? Current
    {
        get => Runspace.DefaultRunspace is { } runspace && s_slots.TryGetValue(runspace, out var slot) ? slot.Connection : null;
        private set => s_slots.GetOrCreateValue(Runspace.DefaultRunspace).Connection = value;
    }

    /// <summary>Makes a connection the current one. The one before is not closed: another command may still use it with -Connection.</summary>
    public static void Replace(SsprConnection? connection) => Current = connection;

    private sealed class Slot
    {
        public SsprConnection? Connection { get; set; }
    }
}
