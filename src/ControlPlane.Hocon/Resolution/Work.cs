using System.Runtime.CompilerServices;

namespace ControlPlane.Hocon.Resolution;

/// <summary>
/// The bounds of resolving: a few lines of substitutions can ask for any amount of work, memory or stack. Passing one
/// ends the parse with an error.
/// </summary>
internal sealed class Work(HoconOptions options)
{
    /// <summary>Substitutions that lead to one another in a row.</summary>
    private const int MaxChain = 1000;

    /// <summary>Looks at a value, for each value that is allowed; a large file needs a few.</summary>
    private const long StepsPerValue = 20;

    private long _steps;
    private long _values;
    private long _characters;
    private long _items;
    private int _chain;

    public void Step(SourcePosition at, long count = 1)
    {
        if ((_steps += count) > StepsPerValue * options.MaxValues)
        {
            throw HoconException.At(at, "resolving the substitutions takes too much work; " +
                "values refer to one another too often");
        }
    }

    public void Enter(SourcePosition at)
    {
        if (++_chain > MaxChain || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw HoconException.At(at, $"more than {MaxChain} substitutions lead to one another in a row");
        }
    }

    public void Leave() => _chain--;

    /// <summary>Members and items of finished objects and arrays.</summary>
    public void CountValue(SourcePosition at)
    {
        if (++_values > options.MaxValues)
        {
            throw HoconException.At(at, $"with their substitutions there are more than {options.MaxValues} values");
        }
    }

    /// <summary>Characters that a concatenation produces.</summary>
    public void CountText(SourcePosition at, long characters)
    {
        if ((_characters += characters) > options.MaxBytes)
        {
            throw HoconException.At(at, $"concatenated strings grow beyond {options.MaxBytes} characters");
        }
    }

    /// <summary>Items of arrays that a concatenation produces.</summary>
    public void CountItems(SourcePosition at, long items)
    {
        if ((_items += items) > options.MaxValues)
        {
            throw HoconException.At(at, $"concatenated arrays grow beyond {options.MaxValues} items");
        }
    }

    /// <summary>A finished array or object: as people read it, shared parts count each time.</summary>
    public void Check(HoconValue value)
    {
        if (value.Count > options.MaxValues)
        {
            throw HoconException.At(value.At, $"with its substitutions this {value.TypeName} has " +
                $"{value.Count} values; {options.MaxValues} are allowed");
        }

        if (value.TextLength > 4L * options.MaxBytes)
        {
            throw HoconException.At(value.At, $"with its substitutions this {value.TypeName} has {value.TextLength} " +
                $"characters; {4L * options.MaxBytes} are allowed");
        }

        if (value.Height > options.MaxDepth)
        {
            throw HoconException.At(value.At, $"with its substitutions this {value.TypeName} is nested deeper than " +
                $"{options.MaxDepth} levels");
        }
    }
}
