using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using ControlPlane.TestKit;

namespace ControlPlane.Hosting.Tests;

/// <summary>The sample application, built and run as a user would.</summary>
public sealed class SampleSpec : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly HttpClient _client = new();
    private readonly TaskCompletionSource<Uri> _listens = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose()
    {
        _client.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task It_serves_with_a_processor_of_its_own_and_supervises_a_python_worker()
    {
        using var application = Start();
        try
        {
            _client.BaseAddress = await _listens.Task.WaitAsync(Eventually.DefaultDeadline, TimeProvider.System);
            await Eventually.Succeeds(async () =>
            {
                var services = await Services();
                Assert.Equal((2, 1), (services["counter"].Ready, services["worker"].Ready));
            });

            using var scaled = await _client.PostAsync(new Uri("/services/worker/scale/2", UriKind.Relative), null);
            Assert.True(scaled.IsSuccessStatusCode, await scaled.Content.ReadAsStringAsync());
            var worker = (await Services())["worker"];
            Assert.Equal(2, worker.Ready);
            Assert.StartsWith("Python in worker-", await _client.GetStringAsync(new Uri($"http://{worker.Address}/")));

            var counter = (await Services())["counter"].Address;
            Assert.StartsWith("100 from counter-", await Lines.FirstFrom(counter));
            Assert.StartsWith("101 from counter-", await Lines.FirstFrom(counter));
        }
        finally
        {
            await End(application);
        }

        Assert.Equal(["lock"], Directory.GetFileSystemEntries(_directory.File("s")).Select(Path.GetFileName));
    }

    [Fact]
    public void It_is_short()
    {
        var lines = Directory.GetFiles(RepositoryRoot.File("src/samples/Embedded"), "*.cs").Sum(
            f => File.ReadAllLines(f).Length);
        Assert.InRange(lines, 1, 59);
    }

    private async Task<Dictionary<string, (int Ready, string Address)>> Services()
    {
        var answer = await _client.GetFromJsonAsync<JsonElement>(new Uri("/services", UriKind.Relative));
        return answer.EnumerateArray().ToDictionary(
            s => s.GetProperty("service").GetString()!,
            s => (s.GetProperty("ready").GetInt32(),
                s.GetProperty("protocols")[0].GetProperty("addresses")[0].GetString()!));
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Embedded"))
        {
            WorkingDirectory = _directory.Path,
            RedirectStandardOutput = true,
        };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["ControlPlane__controller__socket_directory"] = _directory.File("s");
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) =>
        {
            const string Mark = "Now listening on: ";
            if (line.Data?.IndexOf(Mark, StringComparison.Ordinal) is { } at and >= 0)
            {
                _listens.TrySetResult(new Uri(line.Data[(at + Mark.Length)..].Trim()));
            }
        };
        process.BeginOutputReadLine(); // a full pipe would stop it
        return process;
    }

    private static async Task End(Process application)
    {
        Assert.Equal(0, kill(application.Id, 15));
        try
        {
            await application.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
        }
        catch (TimeoutException)
        {
            application.Kill();
            throw;
        }
    }

    [System.Runtime.InteropServices.DllImport("libc")]
    private static extern int kill(int pid, int signal);
}
