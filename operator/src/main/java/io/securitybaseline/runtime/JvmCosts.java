package io.securitybaseline.runtime;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/**
 * How much the JVM allocates and collects. Micrometer's own binder listens to each collection, and
 * has a thread and some twenty series for it.
 */
final class JvmCosts {

  private static final double MILLIS_PER_SECOND = 1000;

  private JvmCosts() {}

  static void bindTo(MeterRegistry registry) {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      FunctionCounter.builder(
              "jvm.gc.collections", collector, GarbageCollectorMXBean::getCollectionCount)
          .description("Garbage collections")
          .tag("gc", collector.getName())
          .register(registry);
      FunctionCounter.builder(
              "jvm.gc.collection.seconds",
              collector,
              it -> it.getCollectionTime() / MILLIS_PER_SECOND)
          .description("Time spent in them")
          .tag("gc", collector.getName())
          .register(registry);
    }
    if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads) {
      FunctionCounter.builder(
              "jvm.allocated.bytes", threads, ThreadMXBean::getTotalThreadAllocatedBytes)
          .description("Bytes allocated by all threads")
          .register(registry);
    }
  }
}
