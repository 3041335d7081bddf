using System.CommandLine;

namespace ControlPlane.Cli.Arguments;

/// <summary><c>--rolling</c> of restart and restart-all.</summary>
internal sealed class RollingOption : Option<bool>
{
    public RollingOption() : base("--rolling") =>
        Description = "One container after the other, the new one ready before the old one drains.";
}
