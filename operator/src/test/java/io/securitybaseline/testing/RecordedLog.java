package io.securitybaseline.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Keeps what one class logs during a test. The level is the recording's own: commands that other
 * tests run in the same JVM raise the level of all loggers.
 */
public final class RecordedLog implements BeforeEachCallback, AfterEachCallback {

  private final Logger logger;
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
  private @Nullable Level level;
  private boolean additive;

  private RecordedLog(Logger logger) {
    this.logger = logger;
  }

  public static RecordedLog of(Class<?> type) {
    return new RecordedLog((Logger) LoggerFactory.getLogger(type));
  }

  /** The lines at level INFO and above, in order. */
  public List<ILoggingEvent> events() {
    return appender.list;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    level = logger.getLevel();
    additive = logger.isAdditive();
    appender.start();
    logger.addAppender(appender);
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    logger.detachAppender(appender);
    logger.setLevel(level);
    logger.setAdditive(additive);
  }
}
