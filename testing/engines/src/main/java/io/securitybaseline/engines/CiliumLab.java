package io.securitybaseline.engines;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Cilium's policy library beside the API: it decides flows, and no packet is sent. Pods on the host
 * network have the node's identity, which no policy of a pod selects, so they reach everything.
 */
final class CiliumLab implements Lab {

  static final String API = "cilium.io/v2";
  static final String CLUSTERWIDE = "CiliumClusterwideNetworkPolicy";
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();

  private final Cluster cluster;
  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;
  private final Set<String> addressesOfTheNode = new TreeSet<>();
  private CiliumWatch watch = CiliumWatch.NONE;

  private record Identified(
      String namespace,
      String name,
      Map<String, String> labels,
      String ip,
      String serviceAccount,
      Map<String, Integer> namedPorts) {}

  private record Flow(String from, String to, int port) {}

  private record Answer(
      @Nullable String error, @Nullable List<String> rejected, @Nullable List<Boolean> reached) {}

  CiliumLab(Cluster cluster, Path program) {
    this.cluster = cluster;
    try {
      this.process =
          new ProcessBuilder(program.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new LabException("cannot start " + program, e);
    }
    this.requests = process.outputWriter();
    this.answers = process.inputReader();
  }

  @Override
  public void addPods(List<LabPod> pods) {
    // The library sees the pods of the API.
  }

  @Override
  public synchronized void takeAddress(String ip) {
    addressesOfTheNode.add(ip);
  }

  @Override
  public synchronized void releaseAddress(String ip) {
    addressesOfTheNode.remove(ip);
  }

  @Override
  public void settle() {
    // Every probe reads the API anew.
  }

  @Override
  public List<Boolean> probe(List<Attempt> attempts) {
    Map<String, Object> request = identities();
    request.putAll(policies());
    return decide(request, attempts);
  }

  private List<Boolean> decide(Map<String, Object> request, List<Attempt> attempts) {
    List<Attempt> decided =
        attempts.stream().filter(attempt -> !attempt.from().hostNetwork()).toList();
    request.put(
        "flows",
        decided.stream()
            .map(each -> new Flow(each.from().ip(), each.to().ip(), each.to().port()))
            .toList());
    List<Boolean> answered = ask(request);
    List<Boolean> reached = new ArrayList<>();
    int next = 0;
    for (Attempt attempt : attempts) {
      reached.add(attempt.from().hostNetwork() || answered.get(next++));
    }
    return reached;
  }

  private SequencedMap<String, Object> identities() {
    SequencedMap<String, Object> request = new LinkedHashMap<>();
    request.put("nodeAddresses", taken());
    request.put(
        "namespaces",
        cluster.client().namespaces().list().getItems().stream()
            .map(each -> identified(each, "", "", Map.of()))
            .toList());
    request.put(
        "pods",
        cluster.client().pods().inAnyNamespace().list().getItems().stream()
            .filter(CiliumLab::hasIdentity)
            .map(pod ->
                identified(
                    pod,
                    pod.getStatus().getPodIP(),
                    pod.getSpec().getServiceAccountName(),
                    ports(pod)))
            .toList());
    return request;
  }

  private synchronized List<String> taken() {
    return List.copyOf(addressesOfTheNode);
  }

  /** The policies of all kinds as they are at one moment: no policy changes between two lists. */
  private Map<String, Object> policies() {
    Map<String, Object> last = listPolicies();
    while (true) {
      Map<String, Object> now = listPolicies();
      if (now.equals(last)) {
        return now;
      }
      last = now;
    }
  }

  private Map<String, Object> listPolicies() {
    List<HasMetadata> cilium = new ArrayList<>(cluster.all(API, "CiliumNetworkPolicy"));
    cilium.addAll(cluster.all(API, CLUSTERWIDE));
    return Map.of(
        "networkPolicies",
        raw(cluster.client().network().v1().networkPolicies().inAnyNamespace().list().getItems()),
        "ciliumPolicies",
        raw(cilium));
  }

  private static boolean hasIdentity(Pod pod) {
    return pod.getStatus().getPodIP() != null
        && !Boolean.TRUE.equals(pod.getSpec().getHostNetwork());
  }

  private static Identified identified(
      HasMetadata object, String ip, String serviceAccount, Map<String, Integer> ports) {
    String namespace = object.getMetadata().getNamespace();
    Map<String, String> labels = object.getMetadata().getLabels();
    return new Identified(
        namespace == null ? "" : namespace,
        object.getMetadata().getName(),
        labels == null ? Map.of() : labels,
        ip,
        serviceAccount,
        ports);
  }

  private static Map<String, Integer> ports(Pod pod) {
    Map<String, Integer> ports = new HashMap<>();
    pod.getSpec()
        .getContainers()
        .forEach(container ->
            container
                .getPorts()
                .forEach(port -> {
                  if (port.getName() != null) {
                    ports.put(port.getName(), port.getContainerPort());
                  }
                }));
    return ports;
  }

  private static List<Object> raw(List<? extends HasMetadata> objects) {
    return objects.stream().map(object -> KUBERNETES.convertValue(object, Object.class)).toList();
  }

  private synchronized List<Boolean> ask(Map<String, Object> request) {
    try {
      requests.write(JSON.writeValueAsString(request));
      requests.newLine();
      requests.flush();
      String line = answers.readLine();
      if (line == null) {
        throw new LabException("Cilium's policy library has ended");
      }
      Answer answer = JSON.readValue(line, Answer.class);
      if (answer.error() != null || answer.reached() == null) {
        throw new LabException("Cilium's policy library: " + answer.error());
      }
      return answer.reached();
    } catch (IOException e) {
      throw new LabException("Cilium's policy library does not answer", e);
    }
  }

  @Override
  public void watch(List<Attempt> attempts) {
    watch = new CiliumWatch(attempts, this::probe);
  }

  @Override
  public List<Opening> watched() {
    return watch.end();
  }

  @Override
  public boolean sendsPackets() {
    return false;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
