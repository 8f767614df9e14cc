package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.securitybaseline.facts.watch.EmptyModels;
import io.securitybaseline.facts.watch.Footprint;
import io.securitybaseline.facts.watch.Form;
import io.securitybaseline.facts.watch.Interners;
import io.securitybaseline.facts.watch.Keeping;
import io.securitybaseline.facts.watch.Marker;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.facts.watch.Watch.Concern;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is read of ServiceAccounts: which annotations they have. */
public final class ServiceAccountWatch {

  private static final long PAGE = 500;

  /** Bytes of texts that are kept of an account. */
  private static final long MOST_TEXT = 64 << 10;

  /** All accounts, of which each namespace has one at least. */
  public static final Watch<ServiceAccount> ACCOUNTS =
      Watch.of(
              ServiceAccount.class,
              Concern.NAMESPACE,
              List.of(),
              Form.<ServiceAccount>reduced(ServiceAccountWatch::identity).largeOnReading())
          .paged(PAGE)
          .budgeted()
          .with(UsageDigests.ACCOUNTS);

  private ServiceAccountWatch() {}

  /** The keys of the annotations of each account that has any, by the name of the account. */
  public static Map<String, Set<String>> annotations(Collection<ServiceAccount> accounts) {
    Map<String, Set<String>> annotations = new HashMap<>();
    for (ServiceAccount account : accounts) {
      if (!Marker.isOn(account)) {
        UsageDigests.ACCOUNTS
            .of(account)
            .ifPresent(
                usage -> annotations.put(account.getMetadata().getName(), usage.annotations()));
      }
    }
    return annotations;
  }

  private static Keeping<ServiceAccount> identity(Interners interners) {
    return new Keeping<>(
        account -> {
          ObjectMeta kept = EmptyModels.metadata();
          kept.setName(account.getMetadata().getName());
          kept.setNamespace(interners.names().shared(account.getMetadata().getNamespace()));
          kept.setResourceVersion(account.getMetadata().getResourceVersion());
          return account(kept);
        },
        account -> Footprint.of(account.getMetadata().getName()),
        MOST_TEXT,
        ServiceAccountWatch::account);
  }

  private static ServiceAccount account(ObjectMeta metadata) {
    ServiceAccount kept = new ServiceAccount();
    kept.setMetadata(metadata);
    kept.setImagePullSecrets(List.of());
    kept.setSecrets(List.of());
    kept.setAdditionalProperties(Map.of());
    return kept;
  }
}
