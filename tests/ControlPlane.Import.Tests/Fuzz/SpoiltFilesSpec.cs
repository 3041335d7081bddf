using ControlPlane.Hocon;
using ControlPlane.TestKit;

namespace ControlPlane.Import.Fuzz;

/// <summary>Whatever a file says: it is translated to HOCON that parses, or refused with positions.</summary>
public sealed class SpoiltFilesSpec
{
    private const int Seed = 3_117;
    private const int Texts = 20_000;

    private static readonly string[] Pieces =
    [
        "{", "}", ";", "=", "(*", "*)", "\"", "\\", "netplex", "service", "address", "type", "0x", "1.5", "-", "true",
        "\n", "#", "${x}", "//", "\0", "é", "\ud800", "[", "]", "\"\"\"", "container", "\\255", "99999999999999999999",
    ];

    [Fact]
    public async Task Spoilt_files_are_translated_or_refused_and_nothing_else()
    {
        var good = File.ReadAllText(RepositoryRoot.File("tests/ControlPlane.Import.Tests/Files/shop.cfg"));
        var (translated, refused) = await Task.Run(() => Run(good)).WaitAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(Texts, translated + refused);
        Assert.InRange(translated, Texts / 50, Texts);
        Assert.InRange(refused, Texts / 5, Texts);
    }

    private static (int Translated, int Refused) Run(string good)
    {
        var (random, translated, refused) = (new Random(Seed), 0, 0);
        for (var i = 0; i < Texts; i++)
        {
            var text = Spoilt(good, random);
            try
            {
                _ = NetplexFile.Recognizes(text);
                var translation = NetplexFile.Translate(text, "f");
                Assert.True(HoconParser.Parse(translation.Hocon).TryGet("controlplane", out _));
                Assert.Equal(translation.Hocon.Count(c => c == '\n'), translation.Origins.Count);
                translated++;
            }
            catch (NetplexException refusal)
            {
                Assert.All(
                    refusal.Errors, error => Assert.True(error.At is { Line: > 0, Column: > 0 }, error.ToString()));
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"text {i}: {e}\n{text}");
            }
        }

        return (translated, refused);
    }

    private static string Spoilt(string good, Random random)
    {
        var text = good;
        for (var n = random.Next(1, 4); n > 0 && text.Length > 0; n--)
        {
            var at = random.Next(text.Length);
            var length = Math.Min(random.Next(1, 30), text.Length - at);
            text = random.Next(4) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
                2 => text.Insert(at, text.Substring(random.Next(text.Length - length + 1), length)),
                _ => text[..at] + (char)random.Next(0x250) + text[(at + 1)..],
            };
        }

        return text;
    }
}
