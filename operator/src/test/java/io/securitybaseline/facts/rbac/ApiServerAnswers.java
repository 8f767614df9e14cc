package io.securitybaseline.facts.rbac;

import io.fabric8.kubernetes.api.model.authorization.v1.NonResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectRulesReviewStatus;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.securitybaseline.facts.rbac.AccessRequest.ToPath;
import io.securitybaseline.facts.rbac.AccessRequest.ToResource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a real API server answers about the rights of a subject. */
record ApiServerAnswers(KubernetesClient client) {

  /** Whether the subject may send the request, by a SubjectAccessReview. */
  boolean may(AccessSubject subject, AccessRequest request) {
    SubjectAccessReviewBuilder review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(subject.user())
            .withGroups(List.copyOf(subject.groups()))
            .endSpec();
    SubjectAccessReviewBuilder asked =
        switch (request) {
          case ToPath path ->
              review
                  .editSpec()
                  .withNonResourceAttributes(new NonResourceAttributes(path.path(), path.verb()))
                  .endSpec();
          case ToResource resource ->
              review
                  .editSpec()
                  .withResourceAttributes(
                      new ResourceAttributesBuilder()
                          .withVerb(resource.verb())
                          .withGroup(resource.group())
                          .withResource(resource.resource())
                          .withSubresource(resource.subresource())
                          .withNamespace(resource.namespace())
                          .withName(resource.name())
                          .build())
                  .endSpec();
        };
    return client
        .authorization()
        .v1()
        .subjectAccessReview()
        .create(asked.build())
        .getStatus()
        .getAllowed();
  }

  /** Every rule that the subject has in the namespace, by a SelfSubjectRulesReview. */
  Set<Rule> rules(AccessSubject subject, String namespace) {
    Config impersonating =
        new ConfigBuilder(client.getConfiguration())
            .withImpersonateUsername(subject.user())
            .withImpersonateGroups(subject.groups().toArray(String[]::new))
            .build();
    try (KubernetesClient self = new KubernetesClientBuilder().withConfig(impersonating).build()) {
      return rules(
          self.authorization()
              .v1()
              .selfSubjectRulesReview()
              .create(new SelfSubjectRulesReviewBuilder().withNewSpec(namespace).build())
              .getStatus());
    }
  }

  private static Set<Rule> rules(SubjectRulesReviewStatus status) {
    return Stream.concat(
            status.getResourceRules().stream()
                .map(rule ->
                    new Rule(
                        rule.getVerbs(),
                        rule.getApiGroups(),
                        rule.getResources(),
                        rule.getResourceNames(),
                        List.of())),
            status.getNonResourceRules().stream()
                .map(rule ->
                    new Rule(
                        rule.getVerbs(),
                        List.of(),
                        List.of(),
                        List.of(),
                        rule.getNonResourceURLs())))
        .collect(Collectors.toSet());
  }
}
