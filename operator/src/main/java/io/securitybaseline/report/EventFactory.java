package io.securitybaseline.report;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.securitybaseline.control.Excerpt;
import io.securitybaseline.control.Ownership;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Creates Kubernetes Events; sends none. */
public final class EventFactory {

  /** The API server rejects an event whose message is longer, in bytes. */
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
    return event(reference(about), "Normal", reason, message, now);
  }

  public Event warning(HasMetadata about, String reason, String message, Instant now) {
    return event(reference(about), "Warning", reason, message, now);
  }

  /** An event on an object that is only referenced. */
  Event normal(ObjectReference about, String reason, String message, Instant now) {
    return event(about, "Normal", reason, message, now);
  }

  /** A warning on an object that is only referenced. */
  Event warning(ObjectReference about, String reason, String message, Instant now) {
    return event(about, "Warning", reason, message, now);
  }

  private static ObjectReference reference(HasMetadata about) {
    return new ObjectReferenceBuilder()
        .withApiVersion(about.getApiVersion())
        .withKind(about.getKind())
        .withName(about.getMetadata().getName())
        .withUid(about.getMetadata().getUid())
        .build();
  }

  /** Events about cluster-scoped objects are in the namespace {@code default}. */
  private Event event(
      ObjectReference about, String type, String reason, String message, Instant now) {
    return new EventBuilder()
        .withNewMetadata()
        .withName(
            "%s.%x%04x"
                .formatted(
                    about.getName().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-"),
                    now.toEpochMilli(),
                    sequence.incrementAndGet() & 0xffff))
        .withNamespace("default")
        .endMetadata()
        .withInvolvedObject(about)
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
