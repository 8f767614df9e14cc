package io.securitybaseline.controls.leastprivilege;

/**
 * The reasons of this control's findings, which are also the names of its checks in the spec;
 * stable, and explained on its page in the docs.
 */
public final class Reasons {

  /** A request without credentials is granted more than the version of the cluster. */
  public static final String ANONYMOUS_ACCESS = "AnonymousAccess";

  /** Every authenticated client is granted more than discovery. */
  public static final String AUTHENTICATED_ACCESS = "AuthenticatedAccess";

  /** A role grants everything to a subject that is no declared administrator. */
  public static final String CLUSTER_ADMIN = "ClusterAdmin";

  /** A rule has a wildcard in its verbs, resources or API groups. */
  public static final String WILDCARD_RULE = "WildcardRule";

  /** A rule has a verb that leads to rights beyond the role. */
  public static final String ESCALATION_VERB = "EscalationVerb";

  /** A rule allows tokens of ServiceAccounts to be created. */
  public static final String TOKEN_CREATION = "TokenCreation";

  /** A rule allows pods, or workloads that create pods, to be created. */
  public static final String POD_CREATION = "PodCreation";

  /** A rule allows commands to be run in pods. */
  public static final String POD_EXECUTION = "PodExecution";

  /** A rule allows requests to kubelets. */
  public static final String NODE_PROXY = "NodeProxy";

  /** A rule allows requests for certificates to be approved. */
  public static final String CERTIFICATE_APPROVAL = "CertificateApproval";

  /** A rule allows admission webhooks and policies to be changed. */
  public static final String ADMISSION_CONTROL = "AdmissionControl";

  /** A rule allows the Secrets of the whole cluster to be read. */
  public static final String SECRET_ACCESS = "SecretAccess";

  /** A rule allows nodes to be changed. */
  public static final String NODE_WRITE = "NodeWrite";

  /** A rule allows PersistentVolumes to be changed. */
  public static final String PERSISTENT_VOLUME_WRITE = "PersistentVolumeWrite";

  /** A rule allows roles or bindings to be changed. */
  public static final String ROLE_WRITE = "RoleWrite";

  /** The ServiceAccount default of a namespace has a role. */
  public static final String DEFAULT_SERVICE_ACCOUNT = "DefaultServiceAccount";

  /** Pods mount, by default, the token of a ServiceAccount that has a role. */
  public static final String MOUNTED_TOKEN = "MountedToken";

  /** The role of a binding does not exist. */
  public static final String MISSING_ROLE = "MissingRole";

  /** A rule names an API group or a resource that the cluster does not serve. */
  public static final String UNSERVED_RESOURCE = "UnservedResource";

  /** No client can be the subject of a binding. */
  public static final String IMPOSSIBLE_SUBJECT = "ImpossibleSubject";

  private Reasons() {}
}
