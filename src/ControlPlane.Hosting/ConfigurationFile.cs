using ControlPlane.Hocon;
using ControlPlane.Import;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Platform.Machine;

namespace ControlPlane.Hosting;

/// <summary>
/// Reads a configuration of either language: HOCON, or the syntax of Netplex, which is known by its content and
/// translated. Errors name places of the file itself in both cases.
/// </summary>
internal static class ConfigurationFile
{
    /// <param name="file">Absolute, or relative to the working directory of the options.</param>
    /// <param name="machine">What the file is judged on.</param>
    /// <param name="options">What it depends on beside its text.</param>
    /// <param name="warn">Is told what of a Netplex file is not the same here.</param>
    public static NodePlanResult Load(string file, IMachine machine, NodePlanOptions options, Action<string> warn)
    {
        var parsing = options.Hocon ?? new HoconOptions();
        if (file.Length == 0 || file.Contains('\0') || Read(file, options, parsing) is not var (path, bytes))
        {
            return NodePlanReader.Load(file, machine, options);
        }

        try
        {
            return bytes.Length <= NetplexFile.MaxBytes && NetplexFile.Recognizes(NetplexFile.Decode(bytes, path))
                ? Netplex(NetplexFile.Translate(NetplexFile.Decode(bytes, path), path), path)
                : Hocon();
        }
        catch (NetplexException refused)
        {
            // One that is no text at all is no Netplex file either; the parser of HOCON has better words for it.
            return refused.Errors[0].At is null
                ? Hocon()
                : new NodePlanResult(
                    null, [.. refused.Errors.Select(error => new HoconError(At(error.At), error.Path, error.Message))]);
        }

        NodePlanResult Hocon() => NodePlanReader.Load(
            path, machine, options with { Hocon = parsing with { Files = new KnownFile(path, bytes, parsing.Files) } });

        NodePlanResult Netplex(NetplexTranslation translation, string origin)
        {
            foreach (var warning in translation.Warnings)
            {
                warn($"warning: {warning}");
            }

            var result = NodePlanReader.Parse(translation.Hocon, machine, options with
            {
                Hocon = parsing with { Origin = origin, Directory = null },
            });
            return result.Ok ? result : new NodePlanResult(null, [.. result.Errors.Select(error => error with
            {
                At = error.At is { } at && at.Origin == origin ? At(translation.OriginOf(at.Line)) : error.At,
                Message = translation.InPlace(error.Message, origin),
            })]);
        }
    }

    /// <summary>Null: it cannot be read, which the parser says better.</summary>
    private static (string Path, byte[] Bytes)? Read(string file, NodePlanOptions options, HoconOptions parsing)
    {
        var path = Path.GetFullPath(file, options.WorkingDirectory);
        try
        {
            return parsing.Files.Read(path, parsing.MaxBytes) is { } bytes ? (path, bytes) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static SourcePosition? At(NetplexPosition? at) => at is null ? null : new(at.File, at.Line, at.Column);
}
