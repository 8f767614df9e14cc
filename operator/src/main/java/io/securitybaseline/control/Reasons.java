package io.securitybaseline.control;

/** Reasons of findings that do not come from a control but from how it is applied. */
public final class Reasons {

  /** An exemption in force covers the namespace. */
  public static final String EXEMPT = "Exempt";

  /** The exemption that covered the namespace is past its date. */
  public static final String EXPIRED = "Expired";

  /** Enforce has not reached the namespace yet. */
  public static final String PENDING = "Pending";

  /** The API server rejected the change because a permission is missing. */
  public static final String FORBIDDEN = "Forbidden";

  /** The API server rejected the change for another reason. */
  public static final String REFUSED = "Refused";

  /** A ResourceQuota has no room for the object. */
  public static final String QUOTA_EXCEEDED = "QuotaExceeded";

  /** Admission stores something else than the operator writes. */
  public static final String REWRITTEN_BY_ADMISSION = "RewrittenByAdmission";

  /** Another client undoes the operator's writes again and again. */
  public static final String CONTESTED = "Contested";

  /** Another client created an object again that the operator had deleted as its own. */
  public static final String COPY_RETURNED = "CopyReturned";

  /** The change did not go through and is tried again. */
  public static final String APPLY_FAILED = "ApplyFailed";

  /** The control itself failed; a bug in the operator. */
  public static final String CONTROL_FAILED = "ControlFailed";

  /** The JSON of an object does not match its kind, so it was not evaluated. */
  public static final String UNREADABLE_OBJECT = "UnreadableObject";

  /** An object is larger than the operator keeps, so that it was not evaluated. */
  public static final String OBJECT_TOO_LARGE = "ObjectTooLarge";

  /** The objects of a namespace are together larger than the operator keeps. */
  public static final String NAMESPACE_TOO_LARGE = "NamespaceTooLarge";

  /** An admission policy that the spec asks for is not in place; Enforce sees to it. */
  public static final String NOT_PREVENTED = "NotPrevented";

  /** The API server does not serve admission policies. */
  public static final String PREVENTION_UNSUPPORTED = "PreventionUnsupported";

  /** An object of another owner has the name of one of the operator's admission policies. */
  public static final String FOREIGN_POLICY = "ForeignObject";

  /** An object of the operator is being deleted, and finalizers of other owners block it. */
  public static final String DELETION_BLOCKED = "DeletionBlocked";

  /** The rollout's selector matches no namespace: what is in place stays, nothing new is made. */
  public static final String SELECTOR_MATCHES_NOTHING = "SelectorMatchesNothing";

  /** The engine does not treat the key of the allowed pods as a label of the pods themselves. */
  public static final String ALLOWED_KEY_NOT_SEEN = "AllowedKeyNotSeen";

  /** The spec excludes more than half of the namespaces. */
  public static final String MOST_NAMESPACES_EXCLUDED = "MostNamespacesExcluded";

  private Reasons() {}
}
