package io.securitybaseline.controls.instancemetadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Change;
import io.securitybaseline.controls.golden.ListedResources;
import io.securitybaseline.facts.AccessSnapshot;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.module.CurrentFacts;
import io.securitybaseline.module.EvaluationInput;
import io.securitybaseline.module.Records;
import io.securitybaseline.module.ResourceReader;
import io.securitybaseline.module.Situation;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProbePoliciesTest {

  private static final String NAMESPACE = "probes";
  private static final LocalDate TODAY = LocalDate.parse("2026-11-29");

  private final ListedResources resources =
      new ListedResources()
          .add(
              new NamespaceBuilder()
                  .withNewMetadata()
                  .withName(NAMESPACE)
                  .withUid("uid")
                  .endMetadata()
                  .build());

  @Test
  void aPolicyThatIsMissingIsPending() throws IOException {
    ProbePolicies policies = ProbePolicies.of(Stream.of(NAMESPACE), subjects(resources));

    assertThat(policies.pending()).containsExactly(NAMESPACE);
    assertThat(policies.inPlace()).isEmpty();
  }

  /** Else a probe would be created, and would state that there is none. */
  @Test
  void aPolicyThatIsCreatedMeanwhileStaysPending() throws IOException {
    NetworkPolicy created =
        subjects(resources)
            .evaluate(NAMESPACE)
            .flatMap(evaluation -> evaluation.verdict().enforce().stream())
            .map(Change::object)
            .map(NetworkPolicy.class::cast)
            .findFirst()
            .orElseThrow();
    Arriving arriving = new Arriving(resources, created);

    ProbePolicies policies = ProbePolicies.of(Stream.of(NAMESPACE, NAMESPACE), subjects(arriving));

    assertThat(policies.pending()).containsExactly(NAMESPACE);
    assertThat(policies.inPlace()).isEmpty();
    assertThat(ProbePolicies.of(Stream.of(NAMESPACE), subjects(arriving)).inPlace())
        .containsExactly(NAMESPACE);
  }

  private static NamespaceSubject subjects(ResourceReader resources) throws IOException {
    SecurityBaselineSpec spec =
        new ObjectMapper()
            .readValue(
                """
                {"mode": "Enforce", "instanceMetadata": {"engine": "None"}}
                """,
                SecurityBaselineSpec.class);
    Situation situation =
        new Situation(
            new Baseline("baseline-1", spec),
            1,
            Situation.Phase.ACTIVE,
            "",
            new ClusterSnapshot(Map.of(), false, false, false, false, false, null),
            AccessSnapshot.NOTHING_KNOWN,
            TODAY,
            false,
            false);
    return new NamespaceSubject(
        InstanceMetadataModule.DESCRIPTOR,
        new EvaluationInput(resources, situation, Records.NONE, CurrentFacts.unobserved(TODAY)),
        Mode.ENFORCE);
  }

  /** A policy appears as soon as the policies were read once. */
  private static final class Arriving implements ResourceReader {

    private final ListedResources before;
    private final NetworkPolicy policy;
    private boolean isRead;

    private Arriving(ListedResources before, NetworkPolicy policy) {
      this.before = before;
      this.policy = policy;
    }

    @Override
    @SuppressWarnings("unchecked") // of the kind
    public <T extends HasMetadata> List<T> inNamespace(Class<T> kind, String namespace) {
      if (kind != NetworkPolicy.class) {
        return before.inNamespace(kind, namespace);
      }
      List<T> policies = isRead ? List.of((T) policy) : List.of();
      isRead = true;
      return policies;
    }

    @Override
    public <T extends HasMetadata> Stream<T> all(Class<T> kind) {
      return before.all(kind);
    }

    @Override
    public <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
      return before.find(kind, name);
    }

    @Override
    public boolean serves(Class<? extends HasMetadata> kind) {
      return before.serves(kind);
    }
  }
}
