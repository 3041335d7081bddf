namespace ControlPlane.Platform.Native;

/// <summary>
/// The system calls that .NET does not offer, each as libc has it. One part of the class a subject; nothing here
/// decides anything. glibc 2.34 or later (posix_spawn_file_actions_addclosefrom_np).
/// </summary>
internal static partial class Libc
{
    private const string Library = "libc";
}
