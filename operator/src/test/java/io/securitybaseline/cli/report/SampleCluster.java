package io.securitybaseline.cli.report;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.cli.inventory.Inventory;
import io.securitybaseline.cli.inventory.LiveCluster;
import io.securitybaseline.controls.Controls;
import io.securitybaseline.facts.azure.directory.Memberships;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A cluster with a few findings of every control, and tenants that choose hostile names. */
final class SampleCluster {

  static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  /** What a tenant may write where Kubernetes takes any text. */
  static final String HOSTILE = "</script><img src=x onerror=\"window.hacked=1\">'&\u202e";

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private static final String BASELINE =
      """
      apiVersion: securitybaseline.io/v1alpha1
      kind: SecurityBaseline
      metadata: {name: default, uid: u-1}
      spec:
        mode: Audit
        instanceMetadata: {engine: Calico}
        groupBindings:
          entraIntegration: Assume
          groups:
          - objectId: 9c1d5b6e-7f00-4f4f-9a34-2d0f6d1a7c11
            displayName: team-payments-dev
            users: ["*@contoso.com"]
            roles: [{kind: ClusterRole, name: edit}]
        exemptions:
        - name: legacy-pod-identity
          control: InstanceMetadata
          namespaces: [billing]
          reason: moves to workload identity
          owner: billing@contoso.com
          expiresOn: "2027-03-31"
        - name: gpu-driver
          control: Nodes
          nodePools: [gpu1]
          reason: driver of the vendor
          owner: ml@contoso.com
          expiresOn: "2026-10-31"
        cluster: {resourceId: /subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/c}
      status:
        observedGeneration: 1
        conditions:
        - {type: ClusterHardened, status: "False", reason: RequirementsNotMet, message: "LocalAccounts: local accounts are enabled"}
        - {type: KubernetesVersionSupported, status: "True", reason: VersionSupported, message: 1.36.3 is supported}
        cluster:
          reachable: true
          kubernetesVersion: 1.36.3
          checks:
          - {name: Defender, required: true, result: Pass}
          - {name: LocalAccounts, required: true, result: Fail, message: "local accounts are enabled: az aks update -g g -n c --disable-local-accounts"}
          - {name: AzureRbac, required: false, result: Unknown, message: the response of Azure does not contain it}
      """;

  /** A container that the level restricted accepts. */
  private static final String RESTRICTED =
      "allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: {drop: [ALL]},"
          + " seccompProfile: {type: RuntimeDefault}, appArmorProfile: {type: RuntimeDefault}";

  private SampleCluster() {}

  static Report report() {
    return ReportBuilder.of(
        Controls.ALL,
        cluster(),
        _ -> Memberships.NONE,
        "https://contoso-dns-1a2b.hcp.westeurope.azmk8s.io:443/",
        NOW);
  }

  static LiveCluster cluster() {
    SecurityBaseline baseline = YAML.unmarshal(BASELINE, SecurityBaseline.class);
    return new LiveCluster(new Inventory(objects()), baseline, Optional.of(baseline));
  }

  private static List<HasMetadata> objects() {
    List<HasMetadata> objects = new ArrayList<>();
    for (String name :
        List.of("billing", "payments", "search", "shop", "default", "team-a", "team-b")) {
      add(
          objects,
          "apiVersion: v1\nkind: Namespace\nmetadata: {name: %s, uid: ns-%s}\n"
              .formatted(name, name));
    }
    add(objects, binding("payments", "developers", "anna@contoso.com", "edit"));
    add(objects, binding("payments", "on-call", "ben@contoso.com", "admin"));
    add(objects, binding("shop", "developers", "cleo@contoso.com", "edit"));
    add(objects, binding("search", "old", "old-laptop", "view"));
    add(objects, binding("team-a", "web", "\"" + HOSTILE.replace("\"", "\\\"") + "\"", "edit"));
    add(
        objects,
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: deny-all, namespace: search, uid: np-1}
        spec: {podSelector: {}, policyTypes: [Egress]}
        """);
    add(objects, deployment("payments", "ledger", "allowPrivilegeEscalation: true"));
    add(objects, deployment("search", "index", RESTRICTED));
    add(objects, deployment("team-b", "agent", "privileged: true"));
    add(
        objects,
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: deployer, uid: cr-1}
        rules: [{apiGroups: ["*"], resources: ["*"], verbs: [get, list, patch]}]
        """);
    add(
        objects,
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: deployer, namespace: shop, uid: rb-deployer}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: deployer}
        subjects: [{kind: ServiceAccount, name: ci, namespace: shop}]
        """);
    node(objects, "nodepool1", 1, "AKSUbuntu-2204gen2containerd-202611.10.0", "True");
    node(objects, "nodepool1", 2, "AKSUbuntu-2204gen2containerd-202611.10.0", "False");
    node(objects, "gpu1", 1, "AKSUbuntu-2204gen2containerd-202607.01.0", "False");
    return objects;
  }

  private static String deployment(String namespace, String name, String securityContext) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %s, namespace: %s, uid: d-%s}
    spec:
      template:
        spec:
          containers: [{name: app, image: app, securityContext: {%s}}]
    """
        .formatted(name, namespace, name, securityContext);
  }

  private static String binding(String namespace, String name, String user, String role) {
    return """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: %s, namespace: %s, uid: rb-%s-%s}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %s}
    subjects: [{kind: User, apiGroup: rbac.authorization.k8s.io, name: %s}]
    """
        .formatted(name, namespace, namespace, name, role, user);
  }

  private static void node(
      List<HasMetadata> objects, String pool, int number, String image, String reboot) {
    add(
        objects,
        """
        apiVersion: v1
        kind: Node
        metadata:
          name: aks-%s-%d
          uid: node-%s-%d
          creationTimestamp: "2026-10-01T00:00:00Z"
          labels:
            kubernetes.azure.com/agentpool: %s
            kubernetes.io/os: linux
            kubernetes.azure.com/node-image-version: %s
        status:
          nodeInfo: {kubeletVersion: v1.36.3, osImage: Ubuntu 22.04.5 LTS, kernelVersion: 5.15.0-1 }
          conditions:
          - {type: Ready, status: "True"}
          - {type: RebootRequired, status: "%s", lastTransitionTime: "2026-11-20T00:00:00Z", lastHeartbeatTime: "2026-11-28T11:59:00Z"}
        """
            .formatted(pool, number, pool, number, pool, image, reboot));
  }

  private static void add(List<HasMetadata> objects, String yaml) {
    objects.add(YAML.unmarshal(yaml));
  }
}
