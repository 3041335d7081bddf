using System.Diagnostics;
using System.Text;
using ControlPlane.TestKit;

namespace ControlPlane.EndToEnd.Fixture;

/// <summary>One `cplane run` with everything it says.</summary>
internal sealed class NodeProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _said = new();

    public NodeProcess(Process process)
    {
        _process = process;
        Mark = ProcessMark.Of(process.Id) ?? throw new ExpectationException("cplane run ended before it was looked at");
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public ProcessMark Mark { get; }

    public bool HasExited => _process.HasExited;

    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    /// <summary>Its exit code.</summary>
    public async Task<int> Exit()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience * 2, TimeProvider.System);
        return _process.ExitCode;
    }

    /// <summary>TERM again and again, which is "at once", and KILL after a while.</summary>
    public async Task End()
    {
        try
        {
            await Eventually.True(
                () =>
                {
                    Mark.Signal(ProcessMark.Term);
                    return HasExited;
                },
                Patience);
        }
        catch (ExpectationException)
        {
            Mark.Signal(ProcessMark.Kill);
        }

        await Exit();
    }

    public void Dispose() => _process.Dispose();

    private void Keep(string? line)
    {
        lock (_said)
        {
            _said.AppendLine(line);
        }
    }
}
