using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Logging.Lines;

namespace ControlPlane.Node.Logging.Plans;

/// <summary>
/// The checked logging part of the <c>controller</c> section. Equal plans mean the same; places are not compared.
/// </summary>
/// <param name="MaxLevel">Nothing less grave is logged anywhere.</param>
/// <param name="Sinks">In file order, names unique. At least one, but where a host has a log of its own there may be
/// none.</param>
internal sealed record LoggingPlan(Severity MaxLevel, ValueList<SinkPlan> Sinks);
