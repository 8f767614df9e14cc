package io.securitybaseline.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import java.io.InputStream;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * JSON of an API server, in which tenants choose field names: labels, and the names in {@code
 * managedFields}, each up to the size of an object. No table of names outlives a document, and what
 * is skipped is not split into tokens, so that no limit on tokens applies to it.
 */
final class SkippingJson extends JsonFactory {

  /**
   * Characters of a field name or a string. The API server takes a request body of 3 MiB; what it
   * answers escapes some characters with six.
   */
  static final int LONGEST_TEXT = 32 << 20;

  private static final long serialVersionUID = 1;

  public SkippingJson() {
    super(
        new JsonFactoryBuilder()
            .disable(Feature.CANONICALIZE_FIELD_NAMES)
            .disable(Feature.INTERN_FIELD_NAMES)
            .disable(Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNameLength(LONGEST_TEXT)
                    .maxStringLength(LONGEST_TEXT)
                    .build()));
  }

  private SkippingJson(SkippingJson other) {
    super(other, null);
  }

  @Override
  public JsonFactory copy() {
    return new SkippingJson(this);
  }

  @Override
  protected JsonParser _createParser(InputStream in, IOContext context) {
    return bytes(
        context, in, new SkippingBytesParser.Buffer(context.allocReadIOBuffer(), 0, 0, true));
  }

  @Override
  protected JsonParser _createParser(byte[] data, int offset, int length, IOContext context) {
    return bytes(
        context, null, new SkippingBytesParser.Buffer(data, offset, offset + length, false));
  }

  @Override
  protected JsonParser _createParser(Reader text, IOContext context) {
    return new SkippingTextParser(
        context, _parserFeatures, text, _objectCodec, _rootCharSymbols.makeChild());
  }

  @Override
  protected JsonParser _createParser(
      char[] text, int offset, int length, IOContext context, boolean recyclable) {
    return new SkippingTextParser(
        context,
        _parserFeatures,
        _objectCodec,
        _rootCharSymbols.makeChild(),
        new SkippingTextParser.Buffer(text, offset, offset + length, recyclable));
  }

  /** An API server answers in UTF-8. Equal names in bytes are one text within a document alone. */
  private JsonParser bytes(
      IOContext context, @Nullable InputStream in, SkippingBytesParser.Buffer buffer) {
    return new SkippingBytesParser(
        context,
        _parserFeatures,
        in,
        _objectCodec,
        ByteQuadsCanonicalizer.createRoot().makeChild(_factoryFeatures),
        buffer);
  }
}
