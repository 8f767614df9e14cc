package io.securitybaseline.engines;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes a cluster through everything that changes what the operator has made. */
final class Transitions {

  private static final String NEW_POD_NAMESPACE = "plain-no-policy";

  /** Its policies have another form where there are Windows nodes. */
  private static final String OTHER_FORM = "Calico";

  private static final String WITHOUT_CILIUM = "Other";

  private static final List<HasMetadata> WINDOWS_NODE =
      Manifests.parse(
          """
          apiVersion: v1
          kind: Node
          metadata: {name: windows-1, labels: {kubernetes.io/os: windows}}
          """);

  private final Cluster cluster;
  private final Lab lab;
  private final Operator operator;
  private final Tenants tenants;
  private final Observer observer;
  private final Posture enforce;

  Transitions(Cluster cluster, Lab lab, Operator operator, Tenants tenants, Observer observer) {
    this.cluster = cluster;
    this.lab = lab;
    this.operator = operator;
    this.tenants = tenants;
    this.observer = observer;
    this.enforce = Posture.enforce(operator.posture().engine());
  }

  /** From Audit to Enforce, for all namespaces. */
  void enforce() {
    observer.change(Step.ENFORCE, tenants.attempts(tenants.scenarios()), () -> verdicts(enforce));
  }

  /** What an administrator changes in the baseline. */
  void changeBaseline(List<Scenario> scenarios) {
    List<Attempt> all = tenants.attempts(scenarios);
    Posture allowed = enforce.withAllowed("true", "also");
    observer.change(Step.ALLOWED, all, () -> verdicts(allowed));
    observer.change(Step.SWITCHED, all, () -> switchEngine(allowed));
    observer.change(
        Step.ROLLOUT,
        all,
        () -> {
          cluster.delete(WINDOWS_NODE.getFirst());
          return settled(allowed.withRollout("red"));
        });
    observer.change(Step.PAUSED, all, () -> settled(Posture.audit(enforce.engine())));
    observer.change(Step.RESUMED, all, () -> verdicts(enforce));
  }

  /** The form of the policies changes: 32 blocks on Calico, NetworkPolicies where Cilium's was. */
  private SortedMap<String, String> switchEngine(Posture from) {
    boolean cilium = from.engine().equals(Operator.CILIUM);
    if (!cilium) {
      cluster.apply(WINDOWS_NODE);
    }
    return settled(from.withEngine(cilium ? WITHOUT_CILIUM : OTHER_FORM));
  }

  /** For how many milliseconds a new pod reaches the metadata service; 0 without packets. */
  long newPod() {
    if (!lab.sendsPackets()) {
      return 0;
    }
    LabPod pod = tenants.connect(new PodId(NEW_POD_NAMESPACE, "new"));
    List<Attempt> attempts = List.of(new Attempt(pod, Target.IMDS));
    if (!lab.startsPods()) {
      lab.watch(attempts);
    }
    cluster.applyPod(Manifests.pod(pod), pod.ip());
    if (lab.startsPods()) {
      lab.start(pod);
      lab.watch(attempts);
    }
    lab.settle();
    long millis = lab.watched().stream().mapToLong(Opening::millis).max().orElse(0);
    cluster.delete(Manifests.pod(pod));
    return millis;
  }

  /** What tenants change under Enforce and take back; then the baseline goes. */
  void changeTenants() {
    List<Attempt> concerned = tenants.attempts(tenants.changing());
    observer.change(
        Step.LATER,
        concerned,
        () -> {
          tenants.change();
          return operator.awaitNothingToChange();
        });
    observer.change(
        Step.UNDONE,
        concerned,
        () -> {
          tenants.undo();
          return operator.awaitNothingToChange();
        });
    tenants.change();
    operator.remove();
    lab.settle();
    observer.observe(Step.REMOVED, concerned, new TreeMap<>());
  }

  private SortedMap<String, String> verdicts(Posture posture) {
    operator.apply(posture);
    return operator.awaitNothingToChange();
  }

  private SortedMap<String, String> settled(Posture posture) {
    operator.apply(posture);
    operator.awaitSettled();
    return new TreeMap<>();
  }
}
