using System.Text;
using ControlPlane.Cli;

// Plain streams, flushed once at the end: the console's own writers flush on every write and cost start-up time.
var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var stdout = new StreamWriter(Console.OpenStandardOutput(), utf8);
using var stderr = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true };
return CommandLine.Invoke(args, Surroundings.OfProcess(stdout, stderr));
