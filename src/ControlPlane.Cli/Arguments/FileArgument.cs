using System.CommandLine;

namespace ControlPlane.Cli.Arguments;

/// <summary>The argument that names a configuration file; the shell completes it.</summary>
internal sealed class FileArgument : Argument<string>
{
    public FileArgument(string description, bool optional = false) : base("FILE")
    {
        Description = description;
        Arity = optional ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne;
        Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }])
            {
                result.AddError("FILE is empty; expected the path of a configuration file");
            }
        });
    }
}
