using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace ControlPlane.Cli.Help;

/// <summary><c>--version</c>.</summary>
internal sealed class ShowVersion(Surroundings around) : SynchronousCommandLineAction
{
    public static string Version { get; } =
        typeof(ShowVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        around.Out.WriteLine($"cplane {Version}");
        around.Out.Flush();
        return 0;
    }
}
