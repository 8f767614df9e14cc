package io.securitybaseline.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a scalar means to kubectl, which reads YAML by go.yaml.in/yaml/v2: {@code Off} is false,
 * {@code 0755} is octal, {@code 12:30} is text, and a date stays as it is written.
 */
final class YamlScalar {

  private static final String CORE = "tag:yaml.org,2002:";
  private static final Set<String> TRUE =
      Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
  private static final Pattern INTEGER =
      Pattern.compile(
          "(?<sign>[-+]?)(?:0[xX](?<hex>[0-9a-fA-F]+)|0[bB](?<bin>[01]+)|0[oO]?(?<oct>[0-7]+)"
              + "|(?<dec>0|[1-9][0-9]*))");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final double LARGEST_WITHOUT_EXPONENT = 1e18;

  private YamlScalar() {}

  /**
   * The value of a scalar.
   *
   * @param tag as it is written, if it is
   * @param plain whether it stands without quotes
   */
  static JsonNode value(String text, @Nullable String tag, boolean plain) {
    boolean resolvable = tag == null ? plain : tag.startsWith(CORE) && !tag.equals(CORE + "str");
    return resolvable ? resolve(text) : TextNode.valueOf(text);
  }

  private static JsonNode resolve(String text) {
    if (NULL.contains(text)) {
      return NullNode.getInstance();
    }
    if (TRUE.contains(text) || FALSE.contains(text)) {
      return BooleanNode.valueOf(TRUE.contains(text));
    }
    if ("+-.0123456789".indexOf(text.charAt(0)) < 0) {
      return TextNode.valueOf(text);
    }
    String digits = text.replace("_", "");
    return integer(digits).or(() -> decimal(digits)).orElseGet(() -> TextNode.valueOf(text));
  }

  private static Optional<JsonNode> integer(String digits) {
    Matcher matcher = INTEGER.matcher(digits);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    BigInteger absolute =
        matcher.group("hex") != null
            ? new BigInteger(matcher.group("hex"), 16)
            : matcher.group("bin") != null
                ? new BigInteger(matcher.group("bin"), 2)
                : matcher.group("oct") != null
                    ? new BigInteger(matcher.group("oct"), 8)
                    : new BigInteger(matcher.group("dec"));
    BigInteger value = matcher.group("sign").equals("-") ? absolute.negate() : absolute;
    return value.bitLength() <= 64
        ? Optional.of(
            value.bitLength() < 64
                ? LongNode.valueOf(value.longValue())
                : BigIntegerNode.valueOf(value))
        : Optional.empty();
  }

  /** JSON has one kind of number: 30.0 is 30 there. */
  private static Optional<JsonNode> decimal(String digits) {
    if (!FLOAT.matcher(digits).matches()) {
      return Optional.empty();
    }
    double value = Double.parseDouble(digits);
    return Optional.of(
        value == Math.rint(value) && Math.abs(value) < LARGEST_WITHOUT_EXPONENT
            ? LongNode.valueOf((long) value)
            : DoubleNode.valueOf(value));
  }
}
