using System.Reflection;

namespace ControlPlane.Hosting;

/// <summary>The version of this program, as other nodes of a cluster see it.</summary>
internal static class ProgramVersion
{
    public static string Text { get; } = typeof(ProgramVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
