using ControlPlane.Cli.Commands;
using ControlPlane.Cli.Rendering;
using ControlPlane.Contracts.Wire;
using ControlPlane.Hocon;
using ControlPlane.Import;

namespace ControlPlane.Cli.Configuration;

/// <summary>
/// Reads a file for <c>apply</c> and <c>plan</c>, on this machine: includes and substitutions are resolved here.
/// </summary>
internal static class ClusterFile
{
    /// <summary>
    /// The members of the request's body; notices go to standard error. Null: the errors have been printed there.
    /// </summary>
    public static CommandBody? Read(string file, Surroundings around)
    {
        try
        {
            var told = ClusterText.Of(Load(file, new HoconOptions { Environment = around.Variable }, around));
            var origin = Path.GetFileName(file);
            told.CheckSize(origin);
            foreach (var notice in told.Notices)
            {
                Say(around, $"notice: {notice}");
            }

            return new CommandBody(Text: told.Text, Origin: origin);
        }
        catch (HoconException failure)
        {
            return Refuse(failure.Errors.Select(error => error.ToString()), around);
        }
        catch (NetplexException failure)
        {
            return Refuse(failure.Errors.Select(error => error.ToString()), around);
        }
    }

    private static HoconObject Load(string file, HoconOptions options, Surroundings around)
    {
        if (NetplexText.Find(file, ref options) is not { } netplex)
        {
            return HoconParser.Load(file, options);
        }

        var translation = NetplexFile.Translate(netplex, file);
        foreach (var warning in translation.Warnings)
        {
            Say(around, $"warning: {warning}");
        }

        return HoconParser.Parse(translation.Hocon, options with { Origin = file });
    }

    private static CommandBody? Refuse(IEnumerable<string> errors, Surroundings around)
    {
        foreach (var error in errors)
        {
            Say(around, error);
        }

        return null;
    }

    private static void Say(Surroundings around, string line) =>
        around.Error.WriteLine($"cplane: {PlainText.Of(line)}");
}
