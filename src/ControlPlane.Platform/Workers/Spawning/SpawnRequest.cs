using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Workers.Spawning;

/// <summary>What posix_spawn is to do, all decided.</summary>
/// <param name="Path">Absolute path of the program to execute.</param>
/// <param name="Arguments">argv, the first included.</param>
/// <param name="Environment"><c>NAME=VALUE</c>.</param>
/// <param name="Directory">Working directory; null: that of this process.</param>
/// <param name="Inherited">
/// Become descriptors 1, 2, 3 and so on; 0 is /dev/null; nothing else is open in the child.
/// </param>
internal sealed record SpawnRequest(
    string Path,
    IReadOnlyList<string> Arguments,
    IReadOnlyList<string> Environment,
    string? Directory,
    IReadOnlyList<Descriptor> Inherited);
