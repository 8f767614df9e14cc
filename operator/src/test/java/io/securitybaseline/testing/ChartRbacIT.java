package io.securitybaseline.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReview;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.securitybaseline.controlplane.ControlPlane;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API server grants the chart's account what the operator needs, and no more. */
class ChartRbacIT {
  private static final String LEASE = "security-baseline-operator";

  private static KubernetesClient operator;

  @BeforeAll
  static void applyRights() {
    var rights = ChartRbac.applyTo(ControlPlane.shared());
    operator = new KubernetesClientBuilder().withConfig(rights.config()).build();
  }

  @AfterAll
  static void close() {
    operator.close();
  }

  @Test
  void theClientIsTheChartsAccount() {
    var self = operator.resource(new SelfSubjectReview()).create();

    assertThat(self.getStatus().getUserInfo().getUsername())
        .isEqualTo("system:serviceaccount:security-baseline-system:security-baseline-operator");
  }

  @ParameterizedTest(name = "{0} {1} {2} in {3} named {4}: {5}")
  @CsvSource(
      textBlock =
          """
          list,   '',                           namespaces,                       '',   '',                           true
          create, networking.k8s.io,            networkpolicies,                  shop, '',                           true
          patch,  networking.k8s.io,            networkpolicies,                  shop, restrict-instance-metadata-9, true
          patch,  networking.k8s.io,            networkpolicies,                  shop, default-deny,                 false
          delete, networking.k8s.io,            networkpolicies,                  shop, default-deny,                 false
          create, cilium.io,                    ciliumclusterwidenetworkpolicies, '',   restrict-instance-metadata,   true
          delete, cilium.io,                    ciliumclusterwidenetworkpolicies, '',   restrict-instance-metadata,   true
          create, cilium.io,                    ciliumclusterwidenetworkpolicies, '',   deny-all,                     false
          patch,  securitybaseline.io,          securitybaselines,                '',   default,                      true
          update, securitybaseline.io,          securitybaselines,                '',   default,                      false
          create, '',                           events,                           default, '',                        true
          create, '',                           events,                           shop, '',                           false
          watch,  batch,                        cronjobs,                         '',   '',                           true
          patch,  '',                           namespaces,                       '',   '',                           true
          update, '',                           namespaces,                       '',   '',                           false
          delete, '',                           namespaces,                       '',   '',                           false
          watch,  apps,                         replicasets,                      '',   '',                           true
          watch,  batch,                        jobs,                             '',   '',                           true
          watch,  '',                           serviceaccounts,                  '',   '',                           true
          create, '',                           serviceaccounts/token,            shop, web,                          false
          patch,  '',                           serviceaccounts,                  shop, web,                          false
          create, securitybaseline.io,          securitybaselines,                '',   '',                           false
          get,    '',                           secrets,                          shop, '',                           false
          create, '',                           pods,                             shop, '',                           false
          delete, '',                           pods,                             shop, '',                           false
          update, apps,                         deployments,                      shop, '',                           false
          list,   rbac.authorization.k8s.io,    rolebindings,                     shop, '',                           true
          create, rbac.authorization.k8s.io,    rolebindings,                     shop, '',                           false
          patch,  rbac.authorization.k8s.io,    rolebindings,                     shop, '',                           false
          bind,   rbac.authorization.k8s.io,    clusterroles,                     '',   '',                           false
          create, admissionregistration.k8s.io, validatingadmissionpolicies,      '',   '',                           false
          create, admissionregistration.k8s.io, validatingadmissionpolicies,      '',   user-bindings.securitybaseline.io, true
          list,   apiextensions.k8s.io,         customresourcedefinitions,        '',   '',                           false
          create, coordination.k8s.io,          leases,                           shop, '',                           false
          patch,  coordination.k8s.io,          leases,                           kube-system, security-baseline-operator, true
          patch,  coordination.k8s.io,          leases,                           kube-system, kube-scheduler,      false
          create, coordination.k8s.io,          leases,                           kube-system, '',                  false
          """)
  void mayDoThisAndNotThat(
      String verb, String group, String resource, String namespace, String name, boolean allowed) {
    var attributes =
        new ResourceAttributesBuilder()
            .withVerb(verb)
            .withGroup(group)
            .withResource(resource)
            .withNamespace(namespace)
            .withName(name)
            .build();
    var review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withResourceAttributes(attributes)
            .endSpec()
            .build();

    assertThat(operator.resource(review).create().getStatus().getAllowed()).isEqualTo(allowed);
  }

  @Test
  void definitionsCanBeListedByTheirNamesOnly() {
    var definitions = operator.apiextensions().v1().customResourceDefinitions();

    assertThat(
            definitions
                .withField("metadata.name", "ciliumclusterwidenetworkpolicies.cilium.io")
                .list()
                .getItems())
        .isEmpty();
    assertThatThrownBy(definitions::list)
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
  }

  @Test
  void theLeaseCanBeTakenRenewedAndReadWithoutListOrWatch() {
    var lock = new LeaseLock(Chart.NAMESPACE, LEASE, "one");
    lock.create(operator, held("one", 0));
    lock.get(operator);
    lock.update(operator, held("two", 1));

    assertThat(new LeaseLock(Chart.NAMESPACE, LEASE, "three").get(operator).getHolderIdentity())
        .isEqualTo("two");
    var other = new LeaseLock(Chart.NAMESPACE, "another-lease", "one");
    assertThatThrownBy(() -> other.get(operator))
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
  }

  private static LeaderElectionRecord held(String by, int transitions) {
    var now = ZonedDateTime.of(2026, 11, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    return new LeaderElectionRecord(by, Duration.ofSeconds(15), now, now, transitions);
  }
}
