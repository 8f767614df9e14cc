package io.securitybaseline.runtime;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;
import io.securitybaseline.control.Printable;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * One line a fact: time, level, what happened, and its fixed keys. No text from the cluster can end
 * the line, begin another, or drive the terminal that shows it. The trace of an exception follows
 * in lines of its own.
 */
final class TextLayout extends LayoutBase<ILoggingEvent> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(200);
    TIME.formatTo(event.getInstant(), line);
    line.append(String.format(Locale.ROOT, " %-5s ", event.getLevel()));
    line.append(Printable.of(Objects.toString(event.getFormattedMessage(), "")));
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      pairs.forEach(pair ->
          line.append(' ')
              .append(Printable.of(pair.key))
              .append("=\"")
              .append(Printable.of(String.valueOf(pair.value)).replace("\"", "\\\""))
              .append('"'));
    }
    line.append('\n');
    trace(line, "", event.getThrowableProxy());
    return line.toString();
  }

  private static void trace(StringBuilder text, String intro, @Nullable IThrowableProxy thrown) {
    if (thrown == null) {
      return;
    }
    text.append(intro).append(thrown.getClassName());
    if (thrown.getMessage() != null) {
      text.append(": ").append(Printable.of(thrown.getMessage()));
    }
    text.append('\n');
    var frames = thrown.getStackTraceElementProxyArray();
    int own = Math.max(0, frames.length - thrown.getCommonFrames());
    Arrays.stream(frames)
        .limit(own)
        .forEach(frame -> text.append('\t').append(frame.getSTEAsString()).append('\n'));
    if (thrown.getCommonFrames() > 0) {
      text.append("\t... ").append(thrown.getCommonFrames()).append(" common frames omitted\n");
    }
    for (IThrowableProxy suppressed : thrown.getSuppressed()) {
      trace(text, "\tSuppressed: ", suppressed);
    }
    if (!thrown.isCyclic()) {
      trace(text, "Caused by: ", thrown.getCause());
    }
  }
}
