package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.securitybaseline.facts.watch.EmptyModels;
import io.securitybaseline.facts.watch.Field;
import io.securitybaseline.facts.watch.Footprint;
import io.securitybaseline.facts.watch.Form;
import io.securitybaseline.facts.watch.Keeping;
import io.securitybaseline.facts.watch.Selection;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.facts.watch.Watch.Concern;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of Cilium's agents that decide what a policy does. Agents read them when they start.
 *
 * @param configMap namespace and name of the ConfigMap; empty if there is none
 * @param values by the name of the setting; one that is absent has its default
 */
public record CiliumConfig(String configMap, SortedMap<String, String> values) {

  /** Agents with their defaults. */
  public static final CiliumConfig DEFAULT = new CiliumConfig("", new TreeMap<>());

  /** In true, agents report what they would drop, and drop nothing. */
  public static final String AUDIT_MODE = "policy-audit-mode";

  /** {@code never} enforces no policy. */
  public static final String ENABLE_POLICY = "enable-policy";

  /** False ignores CiliumClusterwideNetworkPolicy. */
  public static final String CLUSTERWIDE = "enable-cilium-clusterwide-network-policy";

  /** False ignores {@code enableDefaultDeny}, so that a deny blocks all other egress, too. */
  public static final String NON_DEFAULT_DENY = "enable-non-default-deny-policies";

  /** Which labels of pods policies can select by. */
  public static final String LABELS = "labels";

  /** The name of the ConfigMap, in the namespace of the agents. */
  private static final String NAME = "cilium-config";

  private static final List<String> KEYS =
      List.of(AUDIT_MODE, ENABLE_POLICY, CLUSTERWIDE, NON_DEFAULT_DENY, LABELS);

  /** Every user may create a ConfigMap of this name, with a megabyte of text. */
  private static final int LONGEST = 4096;

  private static final long PAGE = 100;

  /** The ConfigMaps of this name. Only one in the namespace of the agents counts. */
  public static final Watch<ConfigMap> WATCH =
      Watch.of(
              ConfigMap.class,
              Concern.CLUSTER,
              KEYS.stream()
                  .map(key -> Field.<ConfigMap>of("data[" + key + "]", map -> value(map, key)))
                  .toList(),
              Form.<ConfigMap>reduced(_ ->
                      new Keeping<>(
                          CiliumConfig::prune,
                          CiliumConfig::bytes,
                          Long.MAX_VALUE,
                          CiliumConfig::empty))
                  .onReading(CiliumConfig::prune))
          .selecting(new Selection.Named(NAME))
          .paged(PAGE)
          .budgeted();

  public CiliumConfig {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** The settings of the agents in the namespace. */
  public static CiliumConfig in(String namespace, Stream<ConfigMap> all) {
    return all.filter(map -> namespace.equals(map.getMetadata().getNamespace()))
        .filter(map -> NAME.equals(map.getMetadata().getName()))
        .findFirst()
        .map(map -> new CiliumConfig(namespace + "/" + NAME, values(map)))
        .orElse(DEFAULT);
  }

  private static SortedMap<String, String> values(ConfigMap map) {
    SortedMap<String, String> values = new TreeMap<>();
    for (String key : KEYS) {
      String value = value(map, key);
      if (value != null) {
        values.put(key, value);
      }
    }
    return values;
  }

  private static @Nullable String value(ConfigMap map, String key) {
    String value = map.getData() == null ? null : map.getData().get(key);
    return value == null || value.length() <= LONGEST ? value : value.substring(0, LONGEST);
  }

  private static ConfigMap prune(ConfigMap map) {
    ObjectMeta metadata = EmptyModels.metadata();
    metadata.setName(map.getMetadata().getName());
    metadata.setNamespace(map.getMetadata().getNamespace());
    metadata.setResourceVersion(map.getMetadata().getResourceVersion());
    ConfigMap kept = empty(metadata);
    kept.setData(Map.copyOf(values(map)));
    return kept;
  }

  private static ConfigMap empty(ObjectMeta metadata) {
    ConfigMap kept = new ConfigMap();
    kept.setMetadata(metadata);
    kept.setBinaryData(Map.of());
    kept.setAdditionalProperties(Map.of());
    return kept;
  }

  private static long bytes(ConfigMap map) {
    return Footprint.of(values(map));
  }
}
