using System.Text;
using ControlPlane.Cli;
using ControlPlane.Cli.Terminal;

var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var stdout = new StreamWriter(new StandardStream(StandardStream.Output), utf8);
using var stderr = new StreamWriter(new StandardStream(StandardStream.Error), utf8) { AutoFlush = true };
return CommandLine.Invoke(args, Surroundings.OfProcess(stdout, stderr));
