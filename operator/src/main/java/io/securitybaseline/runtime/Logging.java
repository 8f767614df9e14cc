package io.securitybaseline.runtime;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.securitybaseline.client.ApiServerOutage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets logging up in code: reading an XML file would cost a tenth of a second at each start. */
public final class Logging {

  /**
   * One writes under a name of its own at each start, one warns about the alpha version of the
   * operator's API, and one writes a page for each watch that an API server ends, though the watch
   * comes back.
   */
  private static final List<String> QUIET =
      List.of(
          "Default ConfigurationService implementation",
          "io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils",
          "io.fabric8.kubernetes.client.jdkhttp");

  /** The operator itself reports the same once, in one sentence. */
  private static final List<String> SILENT = List.of("com.azure", "com.microsoft", "reactor");

  private Logging() {}

  /** Lines at this level and more severe ones go to standard error. */
  public static void configure(boolean json, Level level) {
    LoggerContext context = reset();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setTarget("System.err");
    console.setEncoder(json ? json(context) : text(context));
    start(context, console, level);
  }

  /** Shows nothing that an outage explains, from now on; all of it at debug level. */
  static void explainedBy(ApiServerOutage outage) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    if (root.getLevel().isGreaterOrEqual(Level.INFO)) {
      root.iteratorForAppenders()
          .forEachRemaining(
              appender -> appender.addFilter(new OutageNoise(outage, System::nanoTime)));
    }
  }

  /** No lines at all: without this the library writes them to standard output. */
  public static void off() {
    configure(false, Level.OFF);
  }

  private static LoggerContext reset() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    return context;
  }

  private static void start(
      LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, Level level) {
    appender.setContext(context);
    appender.start();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(level);
    root.addAppender(appender);
    // Log lines of libraries are useful only for debugging them.
    if (level.isGreaterOrEqual(Level.INFO)) {
      QUIET.forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
      SILENT.forEach(name -> context.getLogger(name).setLevel(Level.OFF));
      context.getLogger("io.javaoperatorsdk").setLevel(Level.WARN);
    }
  }

  private static Encoder<ILoggingEvent> json(LoggerContext context) {
    JsonEncoder encoder = new JsonLines();
    encoder.setContext(context);
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    encoder.setWithContext(false);
    encoder.setWithMDC(false);
    encoder.setWithFormattedMessage(true);
    encoder.setWithMessage(false);
    encoder.start();
    return encoder;
  }

  private static Encoder<ILoggingEvent> text(LoggerContext context) {
    TextLayout layout = new TextLayout();
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    return encoder;
  }
}
