using System.Text;
using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>
/// Cuts a request's input into messages. A Responses conversation is a flat list of items; those that follow one another are one message of the
/// canonical form: a model's reasoning, texts and calls; the results of its calls and what the user says after them.
/// </summary>
/// <remarks>
/// Developer and system items at the start are the system prompt, later ones messages of their own. Items of unknown kinds go with the message they
/// stand behind, so that whoever is not shown the message is not shown them either.
/// </remarks>
internal ref struct InputScanner(ScannedRequest request, CanonicalForm form, TextScratch scratch)
{
    private readonly ReadOnlySpan<byte> body = request.Body.Span;
    private readonly ContentScanner content = new(request.Body.Span, form, scratch);
    private int item;
    private Role? open;
    private Slice bytes;
    private int? unknownStart;
    private MessageTraits traits;
    private bool holdsOnlyResults;
    private ContentHash chain;

    /// <param name="reader">Stands on the value of <c>input</c>; is left on its end.</param>
    public void Scan(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                var text = BodyValue.Read(ref reader, 0);
                Begin(Role.User, joins: false, new(text.Start, text.End - text.Start));
                form.Text(scratch.Utf8(text, body));
                break;
            case JsonTokenType.StartArray:
                for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; item++)
                    ScanItem(ref reader);
                break;
            default:
                throw OpenAIRejection.WrongType("input", "a string or an array of input items", reader.TokenType);
        }
        Close();
        if (request.Messages.Count == 0)
            throw new RequestRejectedException("Invalid 'input': at least one item that is a message of the conversation is required.");
        request.MessagesBytes = new(start, (int)reader.BytesConsumed - start);
    }

    private void ScanItem(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw OpenAIRejection.WrongType($"input[{item}]", "an object", reader.TokenType);
        var start = (int)reader.TokenStartIndex;
        var fields = ItemFields.Read(ref reader, 0, new(item));
        var slice = new Slice(start, (int)reader.BytesConsumed - start);
        var kind = fields.Type.IsString ? ItemKinds.Of(fields.Type.Utf8(body))
            : fields.Role.IsGiven ? ItemKind.Message
            : fields.Id.IsString ? ItemKind.Other // a reference, in its short form
            : throw OpenAIRejection.MissingOrWrong($"input[{item}].type", "a string", fields.Type.Kind);
        switch (kind)
        {
            case ItemKind.Message:
                ScanMessage(fields, slice);
                break;
            case ItemKind.Reasoning:
                Begin(Role.Assistant, joins: true, slice);
                traits |= MessageTraits.Thinking;
                break;
            case ItemKind.Result:
                Begin(Role.User, joins: holdsOnlyResults, slice);
                ScanResult(fields);
                break;
            case ItemKind.Other:
                if (fields.Id.IsString)
                    request.Hints.ItemReference = Encoding.UTF8.GetString(fields.Id.Utf8(body));
                CarryAlong(slice);
                break;
            default:
                Begin(Role.Assistant, joins: true, slice);
                ScanCall(kind, fields);
                break;
        }
    }

    private void ScanMessage(in ItemFields fields, Slice slice)
    {
        var role = ReadRole(fields.Role);
        if (role == Role.System && open is null && request.Messages.Count == 0 && unknownStart is null)
            return; // the system prompt
        Begin(role, joins: role == Role.Assistant || (role == Role.User && holdsOnlyResults), slice);
        holdsOnlyResults = false;
        traits |= content.Message(fields.Content, item);
    }

    private readonly Role ReadRole(BodyValue value)
    {
        if (!value.IsString)
            throw OpenAIRejection.MissingOrWrong($"input[{item}].role", "a string", value.Kind);
        var role = value.Utf8(body);
        if (role.SequenceEqual("user"u8)) return Role.User;
        if (role.SequenceEqual("assistant"u8)) return Role.Assistant;
        if (role.SequenceEqual("developer"u8) || role.SequenceEqual("system"u8)) return Role.System;
        throw OpenAIRejection.WrongValue($"input[{item}].role", Encoding.UTF8.GetString(role), "'assistant', 'system', 'developer', and 'user'");
    }

    private void ScanResult(in ItemFields fields)
    {
        holdsOnlyResults = true;
        form.BeginResult(CallId(fields).Utf8(body), isError: false);
        traits |= MessageTraits.ToolResults | content.Output(fields.Output, item);
        form.End();
    }

    private void ScanCall(ItemKind kind, in ItemFields fields)
    {
        traits |= MessageTraits.ToolCalls;
        var name = kind == ItemKind.DefinedCall ? ItemKinds.ToolOf(fields.Type.Utf8(body)) : Required(fields.Name, "name").Utf8(body);
        if (fields.Namespace.IsString)
            name = Encoding.UTF8.GetBytes(ToolForm.Flat(fields.Namespace.Reader(body).GetString()!, Encoding.UTF8.GetString(name)));
        form.BeginCall(CallId(fields).Utf8(body), name);
        switch (kind)
        {
            case ItemKind.FunctionCall:
                var arguments = scratch.Utf8(Required(fields.Arguments, "arguments"), body);
                form.Json(arguments.IsEmpty ? "{}"u8 : arguments);
                break;
            case ItemKind.CustomCall:
                form.Json(CustomInput.Wrap(Required(fields.Input, "input").Json(body), scratch));
                break;
            default:
                form.Json(fields.Action.IsGiven ? fields.Action.Json(body) : "{}"u8);
                break;
        }
        form.End();
    }

    // A local shell call may be known by its item's id alone.
    private readonly BodyValue CallId(in ItemFields fields) =>
        fields.CallId.IsGiven || !fields.Id.IsString ? Required(fields.CallId, "call_id") : fields.Id;

    private readonly BodyValue Required(BodyValue value, string field) =>
        value.IsString ? value : throw OpenAIRejection.MissingOrWrong($"input[{item}].{field}", "a string", value.Kind);

    private void CarryAlong(Slice slice)
    {
        if (open is null)
            unknownStart ??= slice.Start;
        else
            bytes = new(bytes.Start, slice.End - bytes.Start);
        traits |= MessageTraits.Media;
    }

    private void Begin(Role role, bool joins, Slice slice)
    {
        if (open != role || !joins)
        {
            Close();
            open = role;
            bytes = slice;
            holdsOnlyResults = false;
        }
        var start = unknownStart ?? bytes.Start;
        unknownStart = null;
        bytes = new(start, slice.End - start);
    }

    private void Close()
    {
        if (open is not { } role)
            return;
        var hash = form.Take(role);
        chain = CanonicalForm.Chain(chain, hash);
        request.Messages.Add(new(bytes, role, hash, chain, traits));
        traits = MessageTraits.None;
        open = null;
    }
}
