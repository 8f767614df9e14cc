package io.securitybaseline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.securitybaseline.control.Change.Seen;
import io.securitybaseline.facts.TigeraNamespaces;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {
  @Test
  void aHeldVerdictKeepsExistingObjectsAndTheirFindings() {
    Change create = new Change.Create(new ConfigMap(), "");
    Change update = new Change.Update(new ConfigMap(), new Seen("u", "1"), "");
    Change delete = new Change.Delete(new ConfigMap(), new Seen("u", "1"), "");
    Finding difference = Finding.autoFixable("NotRestricted", "is not in place");
    Finding other = Finding.violation("ForeignObject", "is not ours");
    var verdict =
        new Verdict(List.of(difference, other), List.of(create, update, delete), List.of(delete));

    assertThat(verdict.held(true))
        .isEqualTo(new Verdict(List.of(other), List.of(delete), List.of(delete)));
    assertThat(verdict.held(false))
        .isEqualTo(new Verdict(List.of(difference, other), List.of(delete), List.of(delete)));
  }

  static final List<String> systemNamespaces = SystemNamespaces.NAMES;

  @ParameterizedTest
  @FieldSource("systemNamespaces")
  void namespacesOfThePlatformAreKnownByName(String name) {
    assertThat(SystemNamespaces.contains(name, TigeraNamespaces.NONE)).isTrue();
    assertThat(SystemNamespaces.hasReservedName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "kube-systems", "my-kube-system", "Kube-System", "shop"})
  void allOthersAreUserNamespaces(String name) {
    assertThat(SystemNamespaces.contains(name, TigeraNamespaces.NONE)).isFalse();
    assertThat(SystemNamespaces.hasReservedName(name)).isFalse();
  }

  @Test
  void aNameOfTheTigeraOperatorsNeedsEvidence() {
    for (String name : TigeraNamespaces.NAMES) {
      var verified = new TigeraNamespaces(new TreeSet<>(Set.of(name)), new TreeSet<>());
      assertThat(SystemNamespaces.contains(name, TigeraNamespaces.NONE)).isFalse();
      assertThat(SystemNamespaces.contains(name, verified)).isTrue();
      assertThat(SystemNamespaces.hasReservedName(name)).isTrue();
    }
  }

  @Test
  void verdictIsAsSevereAsItsMostSevereFinding() {
    Finding note = Finding.note("A", "a");
    Finding unknown = Finding.unknown("B", "b");
    Finding violation = Finding.violation("C", "c");

    assertThat(compliance()).isEqualTo(Compliance.COMPLIANT);
    assertThat(compliance(note)).isEqualTo(Compliance.COMPLIANT);
    assertThat(compliance(note, unknown)).isEqualTo(Compliance.UNKNOWN);
    assertThat(compliance(unknown, violation, note)).isEqualTo(Compliance.VIOLATING);
  }

  @ParameterizedTest(name = "managed-by {0}, owner {1}, control {2}: {3}")
  @CsvSource({
    "security-baseline-operator, uid-1, InstanceMetadata, true",
    "security-baseline-operator, uid-1, , true",
    "security-baseline-operator, , InstanceMetadata, true",
    ", uid-1, InstanceMetadata, true",
    "helm, uid-1, InstanceMetadata, true",
    "security-baseline-operator, , , false",
    ", uid-1, , false",
    ", , InstanceMetadata, false",
    "helm, uid-1, , false",
    ", , , false",
  })
  void ownIsWhatCarriesTwoOfThreeMarks(
      @Nullable String manager, @Nullable String owner, @Nullable String control, boolean ours) {
    Map<String, String> labels = new HashMap<>();
    if (manager != null) {
      labels.put(Ownership.MANAGED_BY, manager);
    }
    if (owner != null) {
      labels.put(Ownership.OWNER_UID, owner);
    }

    assertThat(
            Ownership.isOurs(
                object(labels, control == null ? Map.of() : Map.of(Ownership.CONTROL, control))))
        .isEqualTo(ours);
    assertThat(Ownership.isOurs(unlabelled())).isFalse();
  }

  @Test
  void ownedIsWhatCarriesThatUid() {
    ConfigMap object = object(Ownership.labels("uid-1"), Map.of());

    assertThat(Ownership.isOwnedBy(object, "uid-1")).isTrue();
    assertThat(Ownership.isOwnedBy(object, "uid-2")).isFalse();
    assertThat(Ownership.isOwnedBy(object(Map.of(Ownership.OWNER_UID, "uid-1"), Map.of()), "uid-1"))
        .isFalse();
  }

  @Test
  void labelsMayBeAmongOthers() {
    ConfigMap object = object(Map.of("a", "1", "b", "2"), Map.of());

    assertThat(Ownership.hasLabels(object, Map.of("a", "1"))).isTrue();
    assertThat(Ownership.hasLabels(object, Map.of("a", "2"))).isFalse();
    assertThat(Ownership.hasLabels(object, Map.of("c", "1"))).isFalse();
    assertThat(Ownership.hasLabels(unlabelled(), Map.of("a", "1"))).isFalse();
  }

  @Test
  void adoptionTakesTheWordTrue() {
    assertThat(Ownership.mayAdopt(object(Map.of(), Map.of(Ownership.ADOPT, "true")))).isTrue();
    assertThat(Ownership.mayAdopt(object(Map.of(), Map.of(Ownership.ADOPT, "yes")))).isFalse();
    assertThat(Ownership.mayAdopt(object(Map.of(), Map.of()))).isFalse();
    assertThat(Ownership.mayAdopt(unlabelled())).isFalse();
  }

  @Test
  void seenIsUidAndVersion() {
    ConfigMap object = object(Map.of(), Map.of());
    object.getMetadata().setUid("u");
    object.getMetadata().setResourceVersion("7");

    assertThat(Seen.of(object)).isEqualTo(new Seen("u", "7"));
  }

  private static Compliance compliance(Finding... findings) {
    return new Verdict(List.of(findings), List.of(), List.of()).compliance();
  }

  private static ConfigMap object(Map<String, String> labels, Map<String, String> annotations) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withLabels(labels)
        .withAnnotations(annotations)
        .endMetadata()
        .build();
  }

  private static ConfigMap unlabelled() {
    ConfigMap object = object(Map.of(), Map.of());
    object.getMetadata().setLabels(null);
    object.getMetadata().setAnnotations(null);
    return object;
  }
}
