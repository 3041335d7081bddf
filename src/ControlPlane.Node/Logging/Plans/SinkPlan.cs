using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Logging.Lines;

namespace ControlPlane.Node.Logging.Plans;

/// <summary>One destination of the log: a checked <c>logging.NAME</c> section.</summary>
/// <param name="Name">Chosen by the user; also the actor's name.</param>
/// <param name="Filter">Which lines it takes.</param>
/// <param name="Outlets">One, or for <c>multi_file</c> one for each file; each file once.</param>
internal sealed record SinkPlan(string Name, LineFilter Filter, ValueList<OutletPlan> Outlets);

/// <summary>
/// One target of a destination. Each distinct format of the entries that take a line is written once.
/// </summary>
internal sealed record OutletPlan(LogTarget Target, ValueList<EntryPlan> Entries);

/// <summary>Which lines are written in which format.</summary>
internal sealed record EntryPlan(LineFilter Filter, LineFormat Format);
