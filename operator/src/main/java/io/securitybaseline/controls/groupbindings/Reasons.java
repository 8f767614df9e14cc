package io.securitybaseline.controls.groupbindings;

/** The reasons of this control's findings; stable, and explained on its page in the docs. */
public final class Reasons {

  /** Users are bound directly, and Enforce replaces them with a group. */
  public static final String USER_BINDING = "UserBinding";

  /** Users are bound directly, and no group is mapped to them. */
  public static final String NO_GROUP = "NoGroup";

  /** Users are bound directly, and more than one group is mapped to them. */
  public static final String AMBIGUOUS_GROUP = "AmbiguousGroup";

  /** Accounts outside Entra ID are named, such as certificate users. */
  public static final String LOCAL_ACCOUNT = "LocalAccount";

  /** Users are named as no user can be named. */
  public static final String UNMATCHABLE_USER = "UnmatchableUser";

  /** Users are bound directly in a binding of Kubernetes or AKS. */
  public static final String PLATFORM_MANAGED = "PlatformManaged";

  /** Users are bound directly in a namespace of Kubernetes or AKS. */
  public static final String SYSTEM_NAMESPACE = "SystemNamespace";

  /** Users are bound directly in a binding that GitOps, Helm or a controller would revert. */
  public static final String OWNED_ELSEWHERE = "OwnedElsewhere";

  /** Users are bound directly in a binding that grants the operator's own permissions. */
  public static final String OWN_BINDING = "OwnBinding";

  /** Azure reports that the cluster does not use Entra ID: group bindings match no user. */
  public static final String ENTRA_OFF = "EntraOff";

  /** Whether the cluster uses Entra ID is not known. */
  public static final String ENTRA_UNKNOWN = "EntraUnknown";

  /** The API server has not yet answered which roles the operator may bind. */
  public static final String RIGHTS_UNKNOWN = "RightsUnknown";

  /** The role does not exist: the binding grants no permissions. */
  public static final String MISSING_ROLE = "MissingRole";

  /** The operator may not bind the role. */
  public static final String MISSING_BIND_PERMISSION = "MissingBindPermission";

  /** Only break-glass accounts would remain with cluster-admin if the group does not work. */
  public static final String LAST_ADMIN = "LastAdmin";

  /** Another client repeatedly restores replaced users. */
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

  /** Users are bound directly, and Microsoft Graph does not report them as members of the group. */
  public static final String NOT_A_MEMBER = "NotAMember";

  /** Users are bound directly, and whether they are members of the group is not known. */
  public static final String MEMBERSHIP_UNKNOWN = "MembershipUnknown";

  /** Users are bound directly, and the group can give no user access. */
  public static final String EMPTY_GROUP = "EmptyGroup";

  /** Users that the spec protects. */
  public static final String PROTECTED_USER = "ProtectedUser";

  private Reasons() {}
}
