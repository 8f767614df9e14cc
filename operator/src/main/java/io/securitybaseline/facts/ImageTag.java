package io.securitybaseline.facts;

import org.jspecify.annotations.Nullable;

/** The tag of an image. */
final class ImageTag {

  private ImageTag() {}

  /** The tag, or an empty text if there is none, as where a digest alone names the image. */
  static String of(@Nullable String image) {
    if (image == null) {
      return "";
    }
    int digest = image.indexOf('@');
    String named = digest < 0 ? image : image.substring(0, digest);
    int colon = named.lastIndexOf(':');
    return colon > named.lastIndexOf('/') ? named.substring(colon + 1) : "";
  }
}
