package io.securitybaseline.controls.groupbindings;

import io.securitybaseline.facts.BindingSubject;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The class of a subject, by the name that the authenticator of AKS (guard) creates: a user by UPN,
 * or by object id where its token has no UPN; a group always by object id.
 */
enum SubjectClass {
  /** A user by UPN; guests have {@code #EXT#} in theirs. */
  PERSON,
  /** A user by object id: a service principal, a managed identity, or a guest. */
  SERVICE_PRINCIPAL,
  /**
   * A user whose name no authenticator of AKS produces, such as several names in one or one with a
   * blank: nothing is inferred from its parts.
   */
  UNMATCHABLE,
  /** A user that Entra ID does not know: the common name of a certificate. */
  LOCAL_ACCOUNT,
  /** One of the accounts of AKS's own kubeconfigs. */
  AKS_ACCOUNT,
  /** A user or group of an identity provider that was added to AKS. */
  EXTERNAL,
  /** A user or group of Kubernetes' own, or a service account. */
  SYSTEM,
  /** A group by object id. */
  ENTRA_GROUP,
  /** A group that no Entra ID user is ever in. */
  UNRESOLVABLE_GROUP;

  static final String GUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
  static final String SYSTEM_PREFIX = "system:";
  static final String EXTERNAL_PREFIX = "aks:jwt:";

  /**
   * Characters that a UPN cannot have: blanks, control and format characters, and these. The
   * admission policy against user bindings has the same ones.
   */
  private static final String NOT_IN_UPN = "\\p{Z}\\p{Cc}\\p{Cf},;:/\\\\\"<>|";

  private static final Pattern UPN =
      Pattern.compile("[^@%s]+@[^@%s]+".formatted(NOT_IN_UPN, NOT_IN_UPN));

  /** Not as a certificate's common name either. */
  private static final Pattern IMPOSSIBLE = Pattern.compile("^\\p{Z}|\\p{Z}$|[\\p{Cc}\\p{Cf}]|://");

  private static final Pattern OBJECT_ID = Pattern.compile(GUID);
  private static final int GUID_LENGTH = 36;
  private static final Set<String> AKS_ACCOUNTS =
      Set.of("clusterAdmin", "clusterUser", "masterclient");

  static SubjectClass of(BindingSubject subject) {
    String name = subject.name();
    if ((!subject.isUser() && !subject.isGroup()) || name.startsWith(SYSTEM_PREFIX)) {
      return SYSTEM;
    }
    if (name.startsWith(EXTERNAL_PREFIX)) {
      return EXTERNAL;
    }
    boolean objectId = name.length() == GUID_LENGTH && OBJECT_ID.matcher(name).matches();
    if (subject.isGroup()) {
      return objectId ? ENTRA_GROUP : UNRESOLVABLE_GROUP;
    }
    if (objectId) {
      return SERVICE_PRINCIPAL;
    }
    if (AKS_ACCOUNTS.contains(name)) {
      return AKS_ACCOUNT;
    }
    if (name.contains("@")) {
      return UPN.matcher(name).matches() ? PERSON : UNMATCHABLE;
    }
    return IMPOSSIBLE.matcher(name).find() ? UNMATCHABLE : LOCAL_ACCOUNT;
  }
}
