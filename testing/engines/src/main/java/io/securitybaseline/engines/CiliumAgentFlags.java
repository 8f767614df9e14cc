package io.securitybaseline.engines;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the Cilium agent runs without an operator of its own, a proxy or a tunnel: as on AKS, where
 * another CNI plugin gives pods their addresses and a route each.
 */
final class CiliumAgentFlags {

  /** Programs and maps are pinned in a file system of the lab's own, which ends with it. */
  private static final String PREPARE = "mount -t bpf lab /sys/fs/bpf && exec \"$@\"";

  private CiliumAgentFlags() {}

  /**
   * The command.
   *
   * @param folder the agent, and beside it the sources of its programs
   */
  static List<String> command(Path folder, Path program, Path kubeconfig) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "/bin/sh",
                "-c",
                PREPARE,
                "sh",
                program.toString(),
                "--k8s-kubeconfig-path=" + kubeconfig,
                "--lib-dir=" + folder,
                "--state-dir=/run/cilium"));
    command.addAll(
        List.of(
            "--enable-ipv4=true",
            "--enable-ipv6=false",
            "--routing-mode=native",
            "--ipv4-native-routing-cidr=10.244.0.0/16",
            "--enable-endpoint-routes=true",
            "--enable-ipv4-masquerade=false",
            "--devices=uplink",
            "--ipam=kubernetes",
            "--identity-allocation-mode=crd",
            "--kube-proxy-replacement=false",
            "--bpf-lb-sock=false",
            "--enable-l7-proxy=false",
            "--enable-hubble=false",
            "--enable-health-checking=false",
            "--enable-endpoint-health-checking=false",
            // The lab adds many pods at once, which a kubelet does not.
            "--api-rate-limit=endpoint-create=rate-limit:1000/s,rate-burst:1000,"
                + "parallel-requests:8,auto-adjust:false"));
    return command;
  }
}
