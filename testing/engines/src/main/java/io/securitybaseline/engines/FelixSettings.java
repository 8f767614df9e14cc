package io.securitybaseline.engines;

import java.nio.file.Path;
import java.util.Map;

/** How Felix runs without a CNI plugin, an overlay or eBPF. */
final class FelixSettings {

  private FelixSettings() {}

  static Map<String, String> environment(Path kubeconfig) {
    return Map.ofEntries(
        Map.entry("FELIX_DATASTORETYPE", "kubernetes"),
        Map.entry("DATASTORE_TYPE", "kubernetes"),
        Map.entry("KUBECONFIG", kubeconfig.toString()),
        Map.entry("FELIX_FELIXHOSTNAME", Cluster.NODE),
        Map.entry("FELIX_LOGSEVERITYSCREEN", "Info"),
        Map.entry("FELIX_LOGFILEPATH", "none"),
        Map.entry("FELIX_LOGSEVERITYFILE", "none"),
        Map.entry("FELIX_LOGSEVERITYSYS", "none"),
        Map.entry("FELIX_USAGEREPORTINGENABLED", "false"),
        Map.entry("FELIX_IPTABLESBACKEND", "NFT"),
        Map.entry("FELIX_DEFAULTENDPOINTTOHOSTACTION", "ACCEPT"),
        Map.entry("FELIX_AWSSRCDSTCHECK", "DoNothing"),
        Map.entry("FELIX_IPV6SUPPORT", "false"),
        Map.entry("FELIX_IPINIPENABLED", "false"),
        Map.entry("FELIX_VXLANENABLED", "false"),
        Map.entry("FELIX_WIREGUARDENABLED", "false"),
        Map.entry("FELIX_BPFENABLED", "false"),
        Map.entry("FELIX_XDPENABLED", "false"),
        // Without it, a Felix that is built without cgo panics.
        Map.entry("FELIX_DEBUGSKIPCTLBCLEANUP", "true"));
  }
}
