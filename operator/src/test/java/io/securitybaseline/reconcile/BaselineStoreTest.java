package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.securitybaseline.api.SecurityBaseline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BaselineStoreTest {
  private final List<String> reported = new ArrayList<>();
  private final BaselineStore store = new BaselineStore(() -> reported.add("seen"));

  BaselineStoreTest() {
    store.whenGone(() -> reported.add("gone"));
  }

  @Test
  void reportsWhenOneIsAddedAndRemoved() {
    store.put("default", baseline("uid-1", null));
    assertThat(store.has(baseline("uid-1", null))).isTrue();
    assertThat(store.has(baseline("uid-2", null))).isFalse();

    store.remove("default");

    assertThat(store.has(baseline("uid-1", null))).isFalse();
    assertThat(reported).containsExactly("seen", "gone");
  }

  @Test
  void whatWasNotThereDoesNotGo() {
    store.remove("default");

    assertThat(reported).isEmpty();
  }

  @Test
  void nothingIsExpectedOfOneThatIsBeingDeleted() {
    store.put("default", baseline("uid-1", "2026-11-25T10:00:00Z"));

    assertThat(reported).isEmpty();
    assertThat(store.get("default")).isNotNull();
  }

  private static SecurityBaseline baseline(String uid, @Nullable String deletedAt) {
    SecurityBaseline baseline = new SecurityBaseline();
    baseline.setMetadata(
        new ObjectMetaBuilder()
            .withName("default")
            .withUid(uid)
            .withDeletionTimestamp(deletedAt)
            .build());
    return baseline;
  }
}
