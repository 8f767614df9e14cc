package io.securitybaseline.facts.azure.graph;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The path of a user or service principal in Microsoft Graph. User names of bindings are arbitrary
 * text; only what can be a user principal name or an object id is ever sent.
 */
final class PrincipalPath {

  /**
   * The characters that Entra ID allows, and some that it once did; among them none that ends or
   * splits a path. 64 before the at sign and 48 after it, with some room.
   */
  private static final Pattern PRINCIPAL_NAME =
      Pattern.compile("[A-Za-z0-9'._!#^~$+&=-]{1,128}@[A-Za-z0-9.-]{1,255}");

  private static final Pattern OBJECT_ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private static final int LONGEST = 384;

  private PrincipalPath() {}

  static boolean isObjectId(String text) {
    return text.length() == 36 && OBJECT_ID.matcher(text).matches();
  }

  /** The user's path; empty if the directory cannot have a user of this name. */
  static Optional<String> ofUser(String name) {
    if (isObjectId(name)) {
      return Optional.of("/users/" + name);
    }
    if (name.length() > LONGEST || !PRINCIPAL_NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    // Else the dollar sign would begin a query option.
    return Optional.of(
        name.startsWith("$")
            ? "/users('%s')".formatted(encoded(name.replace("'", "''")))
            : "/users/" + encoded(name));
  }

  /** What has no user of this object id may be a service principal. */
  static String ofServicePrincipal(String id) {
    return "/servicePrincipals/" + id;
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char letter = (char) (each & 0xff);
      if (isPlain(letter)) {
        encoded.append(letter);
      } else {
        encoded.append('%').append(String.format(Locale.ROOT, "%02X", (int) letter));
      }
    }
    return encoded.toString();
  }

  private static boolean isPlain(char letter) {
    return letter < 128 && (Character.isLetterOrDigit(letter) || "._~@-".indexOf(letter) >= 0);
  }
}
