package io.securitybaseline.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/** The play: what is shown, in which order, and what each step promises. */
final class Script {

  private static final String EXEMPT_AND_WITHOUT_AZURE =
      "{\"spec\":{\"exemptions\":[{\"name\":\"node-exporter\","
          + "\"control\":\"InstanceMetadata\",\"namespaces\":[\"monitoring\"],"
          + "\"reason\":\"reads the node's own metrics\",\"owner\":\"sre@contoso.com\","
          + "\"expiresOn\":\"2099-12-31\"}],\"cluster\":{\"mode\":\"Off\"},"
          + "\"podSecurity\":{\"mode\":\"Off\"}}}";

  private static final String[] BASELINE = {"get", "securitybaseline", "-o", "wide"};

  private static final String[] CONDITIONS = {
    "get",
    "sb",
    "default",
    "-o",
    "jsonpath={range .status.conditions[*]}{.type}={.status} ({.reason}) {.message}{\"\\n\"}{end}"
  };

  private static final String[] WORST = {
    "get",
    "sb",
    "default",
    "-o",
    "jsonpath={range .status.instanceMetadata.worst[*]}{.namespace}: {.reason}:"
        + " {.message}{\"\\n\"}{end}"
  };

  private static final String NODE = "aks-nodepool1-0";

  private static final String[] NODES = {
    "get",
    "sb",
    "default",
    "-o",
    "jsonpath={range .status.nodes.worst[*]}{.pool}: {.reason}: {.message}{\"\\n\"}{end}"
  };

  private static final String[] READY = {
    "wait", "sb/default", "--for=condition=Ready", "--timeout=60s"
  };

  /**
   * What Kubernetes' controller of DaemonSets would write: an engine counts once its agents run.
   */
  private static final String AGENTS_READY =
      "{\"status\":{\"observedGeneration\":1,\"desiredNumberScheduled\":1,"
          + "\"currentNumberScheduled\":1,\"updatedNumberScheduled\":1,\"numberReady\":1}}";

  private static final String[] POLICIES = {"get", "networkpolicies", "-A"};

  private Script() {}

  /**
   * @param cluster where the cluster's manifest was written
   */
  static boolean prepare(Stage stage, Path cluster) {
    stage.heading("A cluster: Calico, Linux and Windows nodes, teams with their own policies");
    return stage.showAll(
        List.of(
            Step.of("apply", "--server-side", "-f", "crds/"),
            Step.of("apply", "-f", cluster.toString()),
            Step.of(
                "patch",
                "daemonset",
                "calico-node",
                "-n",
                "kube-system",
                "--subresource=status",
                "-p=" + AGENTS_READY),
            Step.of(POLICIES)));
  }

  static boolean play(Stage stage, LocalDate today) {
    return audit(stage)
        && canary(stage)
        && everywhere(stage)
        && drift(stage)
        && PeopleScene.play(stage)
        && PodsScene.play(stage)
        && PrivilegeScene.play(stage)
        && nodes(stage, today)
        && mend(stage);
  }

  private static boolean audit(Stage stage) {
    stage.heading(
        "Audit: which violations exist, and what would Enforce change? Nothing is changed");
    return stage.showAll(
        List.of(
            Step.of("apply", "-f", "examples/securitybaseline-audit.yaml"),
            Step.of(READY),
            Step.of(BASELINE).until("Audit", "1/6", "Calico"),
            Step.of(CONDITIONS).until("Ready=True", "InstanceMetadataRestricted=False"),
            Step.of(WORST).until("shop: ReopenedByPolicy", "monitoring: HostNetwork")));
  }

  private static boolean canary(Stage stage) {
    stage.heading(
        "Enforce for the canaries: web gets a policy, payments is already isolated and stays"
            + " unchanged");
    return stage.showAll(
        List.of(
            Step.of("apply", "-f", "examples/securitybaseline-enforce.yaml"),
            Step.of(READY),
            Step.of(BASELINE).until("Enforce", "2/6"),
            Step.of("get", "networkpolicies", "-n", "payments").until("default-deny"),
            Step.of("get", "networkpolicy", "restrict-instance-metadata", "-n", "web")
                .until("restrict-instance-metadata")));
  }

  private static boolean everywhere(Stage stage) {
    stage.heading("Enforce everywhere");
    boolean shown =
        stage.showAll(
            List.of(
                Step.of(
                    "patch",
                    "sb",
                    "default",
                    "--type=json",
                    "-p=[{\"op\":\"remove\",\"path\":\"/spec/rollout\"}]"),
                Step.of(READY),
                Step.of(BASELINE).until("4/6"),
                Step.of("get", "networkpolicies", "-A", "-l", "app.kubernetes.io/managed-by")
                    .until("default", "orders", "tier notin (database)", "shop", "web"),
                Step.of(
                    "get",
                    "networkpolicy",
                    "restrict-instance-metadata",
                    "-n",
                    "orders",
                    "-o",
                    "jsonpath={.spec.egress[*].to[*].ipBlock.cidr}{\"\\n\"}")));
    stage.remark("Windows nodes with Calico: blocks that add up to everything but the address,");
    stage.remark("because Calico on Windows skips `except` and would then deny everything.");
    return shown;
  }

  private static boolean drift(Stage stage) {
    stage.heading("A policy is deleted; a namespace is created");
    return stage.showAll(
        List.of(
            Step.of("delete", "networkpolicy", "restrict-instance-metadata", "-n", "web"),
            Step.of("get", "networkpolicies", "-n", "web").until("restrict-instance-metadata"),
            Step.of("create", "namespace", "checkout"),
            Step.of("get", "networkpolicies", "-n", "checkout").until("restrict-instance-metadata"),
            Step.of(BASELINE).until("5/7")));
  }

  private static boolean nodes(Stage stage, LocalDate today) {
    stage.heading(
        "Nodes: one has needed a reboot since last week, and its image is two months old");
    return stage.showAll(
        List.of(
            Step.of(NODES).until("nodepool1: RebootRequired", "nodepool1: OutdatedImage"),
            Step.of(BASELINE).until("5/7"),
            Step.of(
                "label",
                "node",
                NODE,
                "kubernetes.azure.com/node-image-version=" + SampleNode.linuxImage(today),
                "--overwrite"),
            Step.of(
                "patch",
                "node",
                NODE,
                "--subresource=status",
                "-p=" + SampleNode.rebooted(Instant.now().truncatedTo(ChronoUnit.SECONDS))),
            Step.of(CONDITIONS).until("NodesRebooted=True", "NodeImagesCurrent=True")));
  }

  private static boolean mend(Stage stage) {
    stage.heading("What Enforce cannot fix: the policy of shop, the host-network pod");
    stage.remark(
        "This cluster is not in Azure either, and no pod has a security context, so the controls");
    stage.remark("Cluster and PodSecurity are switched off at the end.");
    return stage.showAll(
        List.of(
            Step.of(WORST).until("shop: ReopenedByPolicy", "monitoring: HostNetwork"),
            Step.of("delete", "networkpolicy", "allow-all", "-n", "shop"),
            Step.of("patch", "sb", "default", "--type=merge", "-p=" + EXEMPT_AND_WITHOUT_AZURE),
            Step.of(READY),
            Step.of(BASELINE).until("6/7", "True"),
            Step.of(CONDITIONS).until("Compliant=True", "InstanceMetadataRestricted=True"),
            Step.of(
                    "get",
                    "events",
                    "-n",
                    "default",
                    "--field-selector",
                    "reportingComponent=security-baseline-operator",
                    "-o",
                    "custom-columns=TYPE:.type,ABOUT:.involvedObject.kind,NAME:.involvedObject.name,"
                        + "REASON:.reason")
                .until("ReopenedByPolicy")));
  }

  /** Takes everything back. */
  static boolean undo(Stage stage) {
    stage.heading(
        "Undo: deleting the baseline deletes the objects of the operator, and nothing else");
    stage.remark(
        "The group keeps its role: an administrator decides whether users are bound directly"
            + " again.");
    return stage.showAll(
        List.of(
            Step.of("delete", "securitybaseline", "default"),
            Step.of(POLICIES).until("default-deny"),
            Step.of("get", "networkpolicies", "-A", "-l", "app.kubernetes.io/managed-by")
                .until("No resources found")));
  }

  /**
   * Writes the cluster's manifest where a person can read it, with images as old as the play needs.
   */
  static Path writeCluster(Path folder, LocalDate today) {
    try (InputStream yaml =
        Objects.requireNonNull(Script.class.getResourceAsStream("cluster.yaml"))) {
      String text =
          new String(yaml.readAllBytes(), StandardCharsets.UTF_8)
              .replace("LINUX_IMAGE", SampleNode.linuxImage(today.minusDays(60)))
              .replace("WINDOWS_IMAGE", SampleNode.windowsImage(today))
              .replace("REBOOT_SINCE", today.minusDays(7) + "T06:00:00Z");
      return Files.writeString(folder.resolve("cluster.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
