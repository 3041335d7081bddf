using System.Net;
using System.Net.Http.Headers;
using ControlPlane.Http.Static;
using ControlPlane.TestKit;

namespace ControlPlane.Http.Tests.Static;

public sealed class StaticFilesSpec : IDisposable
{
    private readonly TemporaryDirectory _outside = new();
    private readonly TemporaryDirectory _root = new();
    private readonly HttpClient _client = new();

    public StaticFilesSpec()
    {
        File.WriteAllText(Path.Combine(_root.Path, "index.html"), "<p>start</p>");
        File.WriteAllText(Path.Combine(_root.Path, "data.bin"), "0123456789");
        File.WriteAllText(Path.Combine(_root.Path, ".secret"), "secret");
        Directory.CreateDirectory(Path.Combine(_root.Path, "sub"));
        File.WriteAllText(Path.Combine(_root.Path, "sub", "index.html"), "sub");
        File.WriteAllText(Path.Combine(_outside.Path, "secret.txt"), "secret");
        File.CreateSymbolicLink(Path.Combine(_root.Path, "out.txt"), Path.Combine(_outside.Path, "secret.txt"));
        File.CreateSymbolicLink(Path.Combine(_root.Path, "in.txt"), "data.bin");
        File.CreateSymbolicLink(Path.Combine(_root.Path, "circle.txt"), "circle.txt");
        Directory.CreateSymbolicLink(Path.Combine(_root.Path, "outdir"), _outside.Path);
    }

    [Theory]
    [InlineData("/", "text/html", "<p>start</p>")]
    [InlineData("/index.html", "text/html", "<p>start</p>")]
    [InlineData("/sub/", "text/html", "sub")]
    [InlineData("/data.bin", "application/octet-stream", "0123456789")]
    [InlineData("/in.txt", "text/plain", "0123456789")]
    public async Task Files_are_served_with_their_type(string path, string type, string text)
    {
        await using var place = await Start();
        using var answer = await _client.GetAsync(place.Url + path);
        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(text, await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/.secret")]
    [InlineData("/out.txt")]
    [InlineData("/circle.txt")]
    [InlineData("/outdir/secret.txt")]
    [InlineData("/outdir/")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/..%2f..%2fetc%2fpasswd")]
    [InlineData("/sub/..%2f..%2fetc/passwd")]
    [InlineData("/%00")]
    public async Task What_is_not_inside_is_not_there(string path)
    {
        await using var place = await Start();
        await using var stream = await place.Connect();
        await stream.WriteAsync(
            System.Text.Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        var answer = await new StreamReader(stream).ReadToEndAsync();
        Assert.Matches("^HTTP/1.1 (404|400) ", answer);
        Assert.DoesNotContain("secret", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_range_is_a_part_and_HEAD_has_no_body_and_nothing_is_written()
    {
        await using var place = await Start();
        using var part = new HttpRequestMessage(HttpMethod.Get, place.Url + "/data.bin");
        part.Headers.Range = new RangeHeaderValue(2, 4);
        using var ranged = await _client.SendAsync(part);
        Assert.Equal(
            (HttpStatusCode.PartialContent, "234"), (ranged.StatusCode, await ranged.Content.ReadAsStringAsync()));
        using var head = new HttpRequestMessage(HttpMethod.Head, place.Url + "/data.bin");
        using var headed = await _client.SendAsync(head);
        Assert.Equal((10L, ""), (headed.Content.Headers.ContentLength, await headed.Content.ReadAsStringAsync()));
        using var put = await _client.PutAsync(place.Url + "/data.bin", new StringContent("x"));
        Assert.NotEqual(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal("0123456789", File.ReadAllText(Path.Combine(_root.Path, "data.bin")));
    }

    [Fact]
    public void A_directory_that_is_not_there_and_an_index_that_is_no_name_are_errors()
    {
        var settings = new Settings(("directory", "/not/there"), ("index", "a/b"));
        StaticFiles.Create(settings);
        Assert.Equal(2, settings.Errors.Count);
        Assert.Contains("[/not/there]", settings.Errors[0], StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _client.Dispose();
        _root.Dispose();
        _outside.Dispose();
    }

    private Task<Place> Start() => Place.Start(StaticFiles.Create(new Settings(("directory", _root.Path))));
}
