using System.CommandLine;

namespace ControlPlane.Cli.Arguments;

/// <summary>The argument that names a service; completion asks the node for the names.</summary>
internal sealed class ServiceArgument : Argument<string>
{
    public ServiceArgument(bool optional = false) : base("SERVICE")
    {
        Description = optional ? "Only this service." : "The service.";
        Arity = optional ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne;
        Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }])
            {
                result.AddError("SERVICE is empty; expected the name of a service, as list shows it");
            }
        });
    }
}
