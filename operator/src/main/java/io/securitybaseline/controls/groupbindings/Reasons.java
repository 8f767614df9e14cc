package io.securitybaseline.controls.groupbindings;

/** The reasons of this control's findings; stable, and explained on its page in the docs. */
public final class Reasons {

  /** People are named, and Enforce puts a group in their place. */
  public static final String USER_BINDING = "UserBinding";

  /** People are named whom no group takes over from. */
  public static final String NO_GROUP = "NoGroup";

  /** People are named whom more than one group claims. */
  public static final String AMBIGUOUS_GROUP = "AmbiguousGroup";

  /** Accounts outside Entra ID are named, such as certificate users. */
  public static final String LOCAL_ACCOUNT = "LocalAccount";

  /** People are named in a binding of Kubernetes or AKS. */
  public static final String PLATFORM_MANAGED = "PlatformManaged";

  /** People are named in a namespace of Kubernetes or AKS. */
  public static final String SYSTEM_NAMESPACE = "SystemNamespace";

  /** People are named in a binding that GitOps, Helm or a controller would write back. */
  public static final String OWNED_ELSEWHERE = "OwnedElsewhere";

  /** People are named in a binding that the operator's own rights hang on. */
  public static final String OWN_BINDING = "OwnBinding";

  /** Azure reports that the cluster does not use Entra ID: a group would match nobody. */
  public static final String ENTRA_OFF = "EntraOff";

  /** Whether the cluster uses Entra ID is not known. */
  public static final String ENTRA_UNKNOWN = "EntraUnknown";

  /** The API server has not yet said who the operator is and what it may bind. */
  public static final String RIGHTS_UNKNOWN = "RightsUnknown";

  /** The role does not exist: nobody holds anything by the binding, and nobody would. */
  public static final String MISSING_ROLE = "MissingRole";

  /** The operator may not bind the role. */
  public static final String MISSING_BIND_PERMISSION = "MissingBindPermission";

  /** Nobody else but break-glass would be left with cluster-admin, should the group not work. */
  public static final String LAST_ADMIN = "LastAdmin";

  /** Somebody puts replaced users back again and again. */
  public static final String PUT_BACK = "PutBack";

  /** The record of replaced users cannot be read, so that nothing is added to it. */
  public static final String RECORD_UNREADABLE = "RecordUnreadable";

  /** The record of replaced users would become too large. */
  public static final String RECORD_FULL = "RecordFull";

  /** Groups that no Entra ID user is ever in, since they are not named by object id. */
  public static final String UNRESOLVABLE_GROUP = "DeadGroup";

  /** Users that are object ids: service principals, identities or guests. */
  public static final String SERVICE_PRINCIPAL = "ServicePrincipal";

  /** Users of an identity provider other than Entra ID. */
  public static final String EXTERNAL_IDENTITY = "ExternalIdentity";

  /** Users that the spec protects. */
  public static final String PROTECTED_USER = "ProtectedUser";

  private Reasons() {}
}
