package io.securitybaseline.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.ReaderBasedJsonParser;
import com.fasterxml.jackson.core.sym.CharsToNameCanonicalizer;
import java.io.IOException;
import java.io.Reader;

/** Reads text, and skips objects and arrays by their brackets alone. */
final class SkippingTextParser extends ReaderBasedJsonParser {

  /** What is read already, and whether the array returns to its pool afterwards. */
  @SuppressWarnings("ArrayRecordComponent") // it is handed on, and never compared
  record Buffer(char[] text, int start, int end, boolean recyclable) {}

  SkippingTextParser(
      IOContext context,
      int features,
      Reader text,
      ObjectCodec codec,
      CharsToNameCanonicalizer names) {
    super(context, features, text, codec, names);
  }

  SkippingTextParser(
      IOContext context,
      int features,
      ObjectCodec codec,
      CharsToNameCanonicalizer names,
      Buffer buffer) {
    super(
        context,
        features,
        null,
        codec,
        names,
        buffer.text(),
        buffer.start(),
        buffer.end(),
        buffer.recyclable());
  }

  @Override
  public JsonParser skipChildren() throws IOException {
    if (_currToken != JsonToken.START_OBJECT && _currToken != JsonToken.START_ARRAY) {
      return this;
    }
    boolean object = _currToken == JsonToken.START_OBJECT;
    for (int open = 1; open > 0; ) {
      load();
      open = skipBrackets(open);
    }
    _parsingContext = _parsingContext.clearAndGetParent();
    _currToken = object ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
    return this;
  }

  /**
   * Skips what is loaded, at most as far as the bracket that closes all, or the end of a string.
   *
   * @return how many brackets are open then
   */
  private int skipBrackets(int opened) throws IOException {
    // In local variables: without an optimizing compiler every access to a field counts.
    char[] buffer = _inputBuffer;
    int at = _inputPtr;
    int end = _inputEnd;
    int open = opened;
    while (at < end && open > 0) {
      char read = buffer[at++];
      if (read == '"') {
        _inputPtr = at;
        skipText();
        return open;
      }
      if (read == '{' || read == '[') {
        open++;
      } else if (read == '}' || read == ']') {
        open--;
      }
    }
    _inputPtr = at;
    return open;
  }

  /** Skips the rest of a string, its closing quote included. */
  private void skipText() throws IOException {
    boolean escaped = false;
    while (true) {
      load();
      char[] buffer = _inputBuffer;
      int at = _inputPtr;
      int end = _inputEnd;
      while (at < end) {
        char read = buffer[at++];
        if (escaped) {
          escaped = false;
        } else if (read == '"') {
          _inputPtr = at;
          return;
        } else if (read == '\\') {
          escaped = true;
        }
      }
      _inputPtr = at;
    }
  }

  private void load() throws IOException {
    if (_inputPtr >= _inputEnd && !_loadMore()) {
      _reportInvalidEOF();
    }
  }
}
