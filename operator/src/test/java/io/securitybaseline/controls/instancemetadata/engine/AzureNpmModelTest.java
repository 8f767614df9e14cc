package io.securitybaseline.controls.instancemetadata.engine;

import static io.securitybaseline.controls.instancemetadata.engine.Policies.policy;
import static io.securitybaseline.controls.instancemetadata.engine.Policies.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.facts.egress.Reach;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model of Azure NPM against what packets did with v1.6.48. */
class AzureNpmModelTest {

  private static final AzureNpmModel MODEL = new AzureNpmModel();

  /** What a deny-all with the selector does to a pod: label logic is that of Kubernetes. */
  @ParameterizedTest(name = "{0} on {1}: {2}")
  @CsvSource(
      delimiter = ';',
      value = {
        "{}; {}; YES",
        "{}; {app: a}; YES",
        "{matchLabels: {app: a}}; {app: a}; YES",
        "{matchLabels: {app: a}}; {app: b}; NO",
        "{matchLabels: {app: a}}; {}; NO",
        "{matchLabels: {app: a, tier: x}}; {app: a, tier: x}; YES",
        "{matchLabels: {app: a, tier: x}}; {app: a}; NO",
        "{matchLabels: {app: a, tier: x}}; {app: a, tier: y}; NO",
        "{matchExpressions: [{key: app, operator: In, values: [a]}]}; {app: a}; YES",
        "{matchExpressions: [{key: app, operator: In, values: [a]}]}; {app: b}; NO",
        "{matchExpressions: [{key: app, operator: In, values: [a, b]}]}; {app: b}; YES",
        "{matchExpressions: [{key: app, operator: In, values: [a, b]}]}; {app: c}; NO",
        "{matchExpressions: [{key: app, operator: In, values: [a, b]}]}; {}; NO",
        "{matchExpressions: [{key: app, operator: NotIn, values: [a]}]}; {app: a}; NO",
        "{matchExpressions: [{key: app, operator: NotIn, values: [a]}]}; {app: b}; YES",
        "{matchExpressions: [{key: app, operator: NotIn, values: [a]}]}; {}; YES",
        "{matchExpressions: [{key: app, operator: NotIn, values: [a, b]}]}; {app: b}; NO",
        "{matchExpressions: [{key: app, operator: NotIn, values: [a, b]}]}; {app: c}; YES",
        "{matchExpressions: [{key: app, operator: NotIn, values: [a, b]}]}; {tier: x}; YES",
        "{matchExpressions: [{key: app, operator: Exists}]}; {app: a}; YES",
        "{matchExpressions: [{key: app, operator: Exists}]}; {app: ''}; YES",
        "{matchExpressions: [{key: app, operator: Exists}]}; {tier: x}; NO",
        "{matchExpressions: [{key: app, operator: DoesNotExist}]}; {app: a}; NO",
        "{matchExpressions: [{key: app, operator: DoesNotExist}]}; {tier: x}; YES",
        "{matchExpressions: [{key: app, operator: DoesNotExist}]}; {}; YES",
        "{matchLabels: {app: a}, matchExpressions: [{key: tier, operator: NotIn, values: [x]}]};"
            + " {app: a}; YES",
        "{matchLabels: {app: a}, matchExpressions: [{key: tier, operator: NotIn, values: [x]}]};"
            + " {app: a, tier: x}; NO",
        "{matchLabels: {app: a}, matchExpressions: [{key: app, operator: DoesNotExist}]}; {app: a};"
            + " NO",
        "{matchExpressions: [{key: app, operator: Exists}, {key: tier, operator: DoesNotExist}]};"
            + " {app: a}; YES",
      })
  void selectorsOfPodsMatchAsInKubernetes(String selector, String labels, Answer selects) {
    PolicySnapshot policy =
        snapshot("{podSelector: %s, policyTypes: [Egress]}".formatted(selector));
    Map<String, String> pod = Policies.labels(labels);

    assertThat(MODEL.effect(policy)).isEqualTo(Effect.AS_WRITTEN);
    assertThat(
            new PodLabels(pod, Set.of()).selectedBy(Objects.requireNonNull(policy.egress().pods())))
        .isEqualTo(selects);
  }

  /** N1. May, and surely, reach the service by one peer in a rule for port 80. */
  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(
      delimiter = ';',
      value = {
        "{namespaceSelector: {matchExpressions: [{key: a, operator: NotIn, values: [x]}]}}; true;"
            + " false",
        "{namespaceSelector: {matchExpressions: [{key: a, operator: NotIn, values: [x, y]}]}};"
            + " true; false",
        "{namespaceSelector: {matchExpressions: [{key: a, operator: DoesNotExist}]}}; true; false",
        "{namespaceSelector: {matchExpressions: [{key: a, operator: DoesNotExist}]}, podSelector:"
            + " {}}; true; false",
        "{namespaceSelector: {matchExpressions: [{key: a, operator: DoesNotExist}]}, podSelector:"
            + " {matchExpressions: [{key: b, operator: NotIn, values: [x]}]}}; true; false",
        "{namespaceSelector: {matchExpressions: [{key: a, operator: DoesNotExist}]}, podSelector:"
            + " {matchLabels: {b: x}}}; false; false",
        "{namespaceSelector: {matchLabels: {b: x}, matchExpressions: [{key: a, operator:"
            + " DoesNotExist}]}}; false; false",
        "{namespaceSelector: {matchExpressions: [{key: a, operator: DoesNotExist}, {key: b,"
            + " operator: Exists}]}}; false; false",
        "{namespaceSelector: {matchExpressions: [{key: a, operator: In, values: [x]}]}}; false;"
            + " false",
        "{namespaceSelector: {}, podSelector: {matchExpressions: [{key: b, operator: NotIn, values:"
            + " [x]}]}}; false; false",
        "{podSelector: {matchExpressions: [{key: b, operator: NotIn, values: [x]}]}}; false; false",
        "{namespaceSelector: {}}; false; false",
        "{ipBlock: {cidr: 0.0.0.0/0}}; true; true",
        "{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.169.254/32]}}; false; false",
        "{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.169.254/24]}}; true; false",
        "{ipBlock: {cidr: 10.10.0.0/0, except: [169.254.169.254/32]}}; false; false",
      })
  void peersThatAreNoPods(String peer, boolean may, boolean surely) {
    PolicySnapshot policy =
        snapshot(
            "{podSelector: {}, policyTypes: [Egress], egress: [{to: [%s], ports: [{port: 80}]}]}"
                .formatted(peer));

    assertThat(MODEL.reading(policy).has(Reach.MAY_REACH_SERVICE)).isEqualTo(may);
    assertThat(MODEL.reading(policy).has(Reach.SURELY_REACHES_SERVICE)).isEqualTo(surely);
  }

  @Test
  void aNegativePeerOpensThePortsOfItsRule() {
    String peer = "{namespaceSelector: {matchExpressions: [{key: a, operator: DoesNotExist}]}}";
    PolicySnapshot policy =
        snapshot(
            "{podSelector: {}, policyTypes: [Egress], egress: [{to: [%s], ports: [{port: 443}]}]}"
                .formatted(peer));

    assertThat(MODEL.reading(policy).has(Reach.MAY_REACH_SERVICE)).isFalse();
  }

  /** N2. */
  @Test
  void thirtySevenValuesOfTwentyTwoCharactersAreProgrammedAndThirtyEightAreNot() {
    assertThat(MODEL.programs(withValues(37, 22, "NotIn"))).isTrue();
    assertThat(MODEL.programs(withValues(38, 22, "NotIn"))).isFalse();
    assertThat(MODEL.effect(PolicySnapshot.of(withValues(38, 22, "NotIn")))).isEqualTo(Effect.NONE);
  }

  @ParameterizedTest(name = "a comment of {0} characters: {1}")
  @CsvSource({"1022, AS_WRITTEN", "1023, AS_WRITTEN", "1024, NONE"})
  void theLongestComment(int characters, Effect effect) {
    String around = "EGRESS-POLICY-shop/one-FROM-podlabel-:v-AND-ns-shop-IN-ns-shop";
    NetworkPolicy policy =
        policy(
            "{podSelector: {matchLabels: {%s: v}}, policyTypes: [Egress]}"
                .formatted("k".repeat(characters - around.length())));

    assertThat(MODEL.effect(PolicySnapshot.of(policy))).isEqualTo(effect);
    assertThat(MODEL.programs(policy)).isEqualTo(effect == Effect.AS_WRITTEN);
  }

  @ParameterizedTest(name = "a comment of {0} characters for a peer: {1}")
  @CsvSource({"1023, AS_WRITTEN", "1024, NONE"})
  void theLongestCommentOfAPeer(int characters, Effect effect) {
    String around = "ALLOW-FROM-podlabel-:v-AND-ns-shop";
    NetworkPolicy policy =
        policy(
            "{podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{from: [{podSelector: {matchLabels: {%s: v}}}]}]}"
                .formatted("k".repeat(characters - around.length())));

    assertThat(MODEL.effect(PolicySnapshot.of(policy))).isEqualTo(effect);
  }

  /** Positive requirements have five arguments, and so has the set of the namespace. */
  @ParameterizedTest(name = "{0} labels: {1}")
  @CsvSource({"46, AS_WRITTEN", "47, UNCERTAIN", "50, UNCERTAIN", "51, NONE"})
  void theMostArguments(int labels, Effect effect) {
    String pods =
        IntStream.range(0, labels)
            .mapToObj(i -> (char) ('a' + i / 26) + "" + (char) ('a' + i % 26) + ": ''")
            .collect(Collectors.joining(", "));
    NetworkPolicy policy =
        policy("{podSelector: {matchLabels: {%s}}, policyTypes: [Egress]}".formatted(pods));

    assertThat(MODEL.effect(PolicySnapshot.of(policy))).isEqualTo(effect);
    assertThat(MODEL.programs(policy)).isEqualTo(effect == Effect.AS_WRITTEN);
  }

  /** N3, N4 and N5: the effect of a policy as created, and after an edit. */
  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(
      delimiter = ';',
      value = {
        "{policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 'fd00::/8'}}]}]}; NONE;"
            + " EARLIER_FORM",
        "{policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: '::ffff:10.0.0.0/104'}}]}]}; NONE;"
            + " EARLIER_FORM",
        "{policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: '::/0', except:"
            + " ['fd00::/8']}}]}]}; NONE; EARLIER_FORM",
        "{policyTypes: [Egress], egress: [{}, {to: [{ipBlock: {cidr: '::/0'}}]}]}; AS_WRITTEN;"
            + " AS_WRITTEN",
        "{policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: '::/0'}}]}, {}]}; AS_WRITTEN;"
            + " AS_WRITTEN",
        "{policyTypes: [Egress], egress: [{ports: [{port: 80}]}, {to: [{ipBlock: {cidr:"
            + " '::/0'}}]}]}; NONE; EARLIER_FORM",
        "{policyTypes: [Egress], egress: [], ingress: [{from: [{ipBlock: {cidr: '::/0'}}]}]};"
            + " AS_WRITTEN; AS_WRITTEN",
        "{policyTypes: [Ingress, Egress], egress: [], ingress: [{from: [{ipBlock: {cidr:"
            + " '::/0'}}]}]}; NONE; EARLIER_FORM",
        "{policyTypes: [Ingress, Egress], egress: [], ingress: [{}, {from: [{ipBlock: {cidr:"
            + " '::/0'}}]}]}; AS_WRITTEN; AS_WRITTEN",
        "{policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.10.0.0/0}}]}]}; UNCERTAIN;"
            + " EARLIER_FORM",
        "{policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}; AS_WRITTEN;"
            + " AS_WRITTEN",
        "{policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.1.2.3/8}}]}]}; AS_WRITTEN;"
            + " AS_WRITTEN",
        "{policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 010.0.0.0/8}}]}]}; UNCERTAIN;"
            + " EARLIER_FORM",
      })
  void blocksThatCannotBeTranslated(String spec, Effect created, Effect edited) {
    NetworkPolicy policy = policy(spec);
    assertThat(MODEL.effect(PolicySnapshot.of(policy))).isEqualTo(created);

    policy.getMetadata().setGeneration(2L);
    assertThat(MODEL.effect(PolicySnapshot.of(policy))).isEqualTo(edited);
  }

  @Test
  void aPolicyThatGrewTooLargeIsGone() {
    NetworkPolicy policy = withValues(38, 22, "In");
    policy.getMetadata().setGeneration(2L);

    assertThat(MODEL.effect(PolicySnapshot.of(policy))).isEqualTo(Effect.NONE);
  }

  /** N6. */
  @Test
  void aPolicyIsReplacedByASuccessor() {
    assertThat(MODEL.update()).isEqualTo(new Update.BySuccessor(Duration.ofSeconds(2)));
  }

  private static NetworkPolicy withValues(int count, int characters, String operator) {
    String values =
        IntStream.range(0, count)
            .mapToObj(i -> "%02d%s".formatted(i, "v".repeat(characters - 2)))
            .map(value -> "'" + value + "'")
            .collect(Collectors.joining(", "));
    NetworkPolicy policy =
        policy(
            "{podSelector: {matchExpressions: [{key: app, operator: %s, values: [%s]}]}, policyTypes: [Egress]}"
                .formatted(operator, values));
    policy.getMetadata().setNamespace("n2-many-values");
    policy.getMetadata().setName("restrict-instance-metadata");
    return policy;
  }
}
