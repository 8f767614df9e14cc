package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One of the operator's ValidatingAdmissionPolicies as it stands in the cluster.
 *
 * @param served whether the API server serves the kind: Kubernetes 1.30 and later do
 * @param policy the policy with the operator's name, of any owner
 * @param binding the binding with the operator's name, of any owner
 * @param entra whether Azure reports that the cluster resolves Entra ID groups
 * @param today the day, UTC, on which exemptions are evaluated
 * @param rolloutMatchesNothing whether the rollout's selector matches no namespace
 */
public record AdmissionSnapshot(
    boolean served,
    @Nullable ValidatingAdmissionPolicy policy,
    @Nullable ValidatingAdmissionPolicyBinding binding,
    Entra entra,
    LocalDate today,
    boolean rolloutMatchesNothing) {}
