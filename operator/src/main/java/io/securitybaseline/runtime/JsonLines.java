package io.securitybaseline.runtime;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.securitybaseline.control.Printable;
import java.nio.charset.StandardCharsets;

/**
 * One JSON object a line. Logback escapes what JSON asks for; the characters beyond that, such as
 * C1 controls and bidirectional overrides, are escaped here. They stand only within strings.
 */
final class JsonLines extends JsonEncoder {

  @Override
  public byte[] encode(ILoggingEvent event) {
    byte[] line = super.encode(event);
    if (isPlain(line)) {
      return line;
    }
    String text = new String(line, StandardCharsets.UTF_8).stripTrailing();
    return (Printable.of(text) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Nearly all lines are: nothing but printable ASCII before the end of the line. */
  private static boolean isPlain(byte[] line) {
    int end = line.length - 1;
    for (int i = 0; i < end; i++) {
      if (line[i] < ' ' || line[i] > '~') {
        return false;
      }
    }
    return end > 0 && line[end] == '\n';
  }
}
