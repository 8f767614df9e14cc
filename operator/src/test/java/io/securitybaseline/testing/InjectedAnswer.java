package io.securitybaseline.testing;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An answer in the place of an API server.
 *
 * @param path part of the paths that are answered so
 * @param times how many are left
 */
record InjectedAnswer(String path, int code, String message, AtomicInteger times) {

  byte[] response() {
    String body =
        """
        {"kind":"Status","apiVersion":"v1","status":"Failure","message":"%s","code":%d}\
        """
            .formatted(message, code);
    return """
    HTTP/1.1 %d Injected\r
    Content-Type: application/json\r
    Content-Length: %d\r
    Connection: close\r
    \r
    %s\
    """
        .formatted(code, body.length(), body)
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
