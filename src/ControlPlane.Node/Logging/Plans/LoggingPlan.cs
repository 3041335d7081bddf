using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Logging.Lines;

namespace ControlPlane.Node.Logging.Plans;

/// <summary>
/// The checked logging part of the <c>controller</c> section. Equal plans mean the same; places are not compared.
/// </summary>
/// <param name="MaxLevel">Nothing less grave is logged anywhere.</param>
/// <param name="Sinks">At least one, in file order, names unique.</param>
internal sealed record LoggingPlan(Severity MaxLevel, ValueList<SinkPlan> Sinks);
