package io.securitybaseline.report;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.securitybaseline.control.Excerpt;
import io.securitybaseline.control.Ownership;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Makes Kubernetes Events; sending them is somebody else's job. */
public final class EventFactory {

  /** The API server refuses an event whose message is longer, in bytes. */
  static final int MESSAGE_BYTES = 1024;

  private static final int INSTANCE_BYTES = 128;

  private final AtomicLong sequence = new AtomicLong();
  private final String instance;

  /**
   * @param instance the name of this process, such as the pod's
   */
  public EventFactory(String instance) {
    this.instance = Excerpt.of(instance, INSTANCE_BYTES);
  }

  public Event normal(HasMetadata about, String reason, String message, Instant now) {
    return event(about, "Normal", reason, message, now);
  }

  public Event warning(HasMetadata about, String reason, String message, Instant now) {
    return event(about, "Warning", reason, message, now);
  }

  /** Events about cluster-scoped objects live in the namespace {@code default}. */
  private Event event(HasMetadata about, String type, String reason, String message, Instant now) {
    return new EventBuilder()
        .withNewMetadata()
        .withName(
            "%s.%x%04x"
                .formatted(
                    about
                        .getMetadata()
                        .getName()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9.-]", "-"),
                    now.toEpochMilli(),
                    sequence.incrementAndGet() & 0xffff))
        .withNamespace("default")
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(about.getApiVersion())
        .withKind(about.getKind())
        .withName(about.getMetadata().getName())
        .withUid(about.getMetadata().getUid())
        .endInvolvedObject()
        .withType(type)
        .withReason(reason)
        .withMessage(Excerpt.of(message, MESSAGE_BYTES))
        .withAction("Evaluate")
        .withEventTime(new MicroTime(micros(now)))
        .withReportingComponent(Ownership.MANAGER)
        .withReportingInstance(instance)
        .build();
  }

  private static String micros(Instant now) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
        .withZone(ZoneOffset.UTC)
        .format(now);
  }
}
