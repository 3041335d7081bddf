using System.Globalization;
using ControlPlane.Actors.Tests.Dispatch;

// Run by a spec as a process of its own: "SEED ORDER" prints the hash of the traced scenario.
if (args is not [var seed, var order])
{
    Console.Error.WriteLine("usage: SEED AsMade|ByHash; the specs run with dotnet test");
    return 2;
}

Console.WriteLine(TracedScenario.Run(
    int.Parse(seed, CultureInfo.InvariantCulture),
    Enum.Parse<TracedScenario.Order>(order)));
return 0;
