using System.Text;
using Spectre.Console;

namespace ControlPlane.Cli.Rendering;

/// <summary>
/// The terminal as Spectre.Console sees it. Its own one asks the console of .NET, which sets up the terminal first.
/// </summary>
internal sealed class TerminalOutput(TextWriter writer, int width) : IAnsiConsoleOutput
{
    public TextWriter Writer => writer;

    public bool IsTerminal => true;

    public int Width => width;

    public int Height => 24;

    /// <summary>It is UTF-8 already.</summary>
    public void SetEncoding(Encoding encoding)
    {
    }
}
