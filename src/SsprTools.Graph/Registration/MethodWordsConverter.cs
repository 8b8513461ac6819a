using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SsprTools.Graph.Registration;

/// <summary>
/// Reads the words of <see cref="RegistrationRow.MethodsRegistered"/>. A tenant has a million rows and a few dozen combinations of the known
/// words, so rows with the same combination share one list; only what nobody knows yet becomes a list of its own.
/// </summary>
internal sealed class MethodWordsConverter : JsonConverter<IReadOnlyList<string>>
{
    // Five bits a word, and zero is none: twelve words fit. Nobody is known to have more methods.
    private const int BitsPerWord = 5;
    private const int MaxShared = 12;

    // So that a service which shuffles the words could not fill the memory with lists that are meant to save it.
    private const int MaxLists = 10_000;

    private static readonly ConcurrentDictionary<ulong, IReadOnlyList<string>> s_shared = new();
    private static readonly byte[][] s_words = [.. RegistrationReport.KnownMethods.Select(System.Text.Encoding.UTF8.GetBytes)];

    public override bool HandleNull => true;

    public override IReadOnlyList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return [];
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("methodsRegistered is no list.");
        }

        var start = reader;
        var key = 0UL;
        for (var count = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            var word = reader.TokenType == JsonTokenType.String && count < MaxShared ? Known(ref reader) : -1;
            if (word < 0)
            {
                reader = start;
                return ReadWords(ref reader);
            }

            key |= (ulong)(word + 1) << (count * BitsPerWord);
        }

        if (s_shared.TryGetValue(key, out var list))
        {
            return list;
        }

        var words = Words(key);
        return s_shared.Count < MaxLists ? s_shared.GetOrAdd(key, words) : words;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var word in value)
        {
            writer.WriteStringValue(word);
        }

        writer.WriteEndArray();
    }

    private static int Known(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < s_words.Length; i++)
        {
            if (reader.ValueTextEquals(s_words[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static ReadOnlyCollection<string> ReadWords(ref Utf8JsonReader reader)
    {
        var words = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            words.Add(reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("methodsRegistered holds something else than words."));
        }

        return words.AsReadOnly();
    }

    private static ReadOnlyCollection<string> Words(ulong key)
    {
        var words = new List<string>();
        for (; key != 0; key >>= BitsPerWord)
        {
            words.Add(RegistrationReport.KnownMethods[(int)(key & ((1 << BitsPerWord) - 1)) - 1]);
        }

        return words.AsReadOnly();
    }
}
