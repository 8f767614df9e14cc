package io.securitybaseline.apply;

import io.fabric8.kubernetes.api.Pluralize;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where an object lives on an API server. */
final class ResourcePaths {

  /** What RFC 3986 lets stand in a segment of a path, beside letters and digits. */
  private static final String AS_THEY_ARE = "-._~!$&'()*+,;=:@";

  private final String server;

  /** By kind. The operator writes few of them, and the plural is found by regular expressions. */
  private final Map<String, String> plurals = new ConcurrentHashMap<>();

  /**
   * @param server the API server's address, with or without a trailing slash
   */
  ResourcePaths(String server) {
    this.server = server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
  }

  /** The collection that the object belongs to. */
  String collection(HasMetadata object) {
    StringBuilder path = new StringBuilder(server);
    path.append(object.getApiVersion().contains("/") ? "/apis/" : "/api/");
    path.append(object.getApiVersion());
    if (object.getMetadata().getNamespace() != null) {
      path.append("/namespaces/").append(segment(object.getMetadata().getNamespace()));
    }
    return path.append('/').append(plural(object.getKind())).toString();
  }

  private String plural(String kind) {
    return plurals.computeIfAbsent(kind, each -> Pluralize.toPlural(each.toLowerCase(Locale.ROOT)));
  }

  String object(HasMetadata object) {
    return collection(object) + "/" + segment(object.getMetadata().getName());
  }

  /** Names of RBAC objects may hold anything but a slash and a percent sign. */
  static String segment(String name) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
      if (each >= 0 && (Character.isLetterOrDigit(each) || AS_THEY_ARE.indexOf(each) >= 0)) {
        encoded.append((char) each);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
      }
    }
    return encoded.toString();
  }
}
