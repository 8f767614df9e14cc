package io.securitybaseline.facts.watch;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** About how many bytes of memory the parts of an object take whose size a tenant chooses. */
public final class Footprint {

  /** An object of a model with nothing in it but its identity. */
  public static final long OBJECT = 512;

  /** A text with no characters, and its place in a map or list. */
  private static final long TEXT = 64;

  private static final long ENTRY = 160;

  private Footprint() {}

  public static long ofOwners(@Nullable List<OwnerReference> owners) {
    long bytes = 0;
    for (int i = 0; owners != null && i < owners.size(); i++) {
      bytes += ENTRY + of(owners.get(i).getKind()) + of(owners.get(i).getName());
    }
    return bytes;
  }

  public static long ofManagers(List<ManagedFieldsEntry> entries) {
    long bytes = 0;
    for (ManagedFieldsEntry entry : entries) {
      bytes += ENTRY + of(entry.getManager()) + of(entry.getTime());
    }
    return bytes;
  }

  public static long of(@Nullable Map<String, String> texts) {
    if (texts == null || texts.isEmpty()) {
      return 0;
    }
    long bytes = 0;
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      bytes += of(entry.getKey()) + of(entry.getValue());
    }
    return bytes;
  }

  public static long ofTexts(List<String> texts) {
    long bytes = 0;
    for (String text : texts) {
      bytes += of(text);
    }
    return bytes;
  }

  public static long ofSubjects(@Nullable List<Subject> subjects) {
    long bytes = 0;
    for (int i = 0; subjects != null && i < subjects.size(); i++) {
      bytes += ENTRY + of(subjects.get(i).getName()) + of(subjects.get(i).getNamespace());
    }
    return bytes;
  }

  public static long of(@Nullable RoleRef role) {
    return role == null ? 0 : of(role.getName());
  }

  public static long of(@Nullable String text) {
    return text == null ? 0 : TEXT + text.length();
  }
}
