package io.securitybaseline.controls.nodes;

/** The reasons of this control's findings; stable, and explained on its page in the docs. */
public final class Reasons {

  /** Nodes wait for a reboot longer than the spec allows. */
  public static final String REBOOT_REQUIRED = "RebootRequired";

  /** Nodes wait for a reboot, not yet longer than the spec allows. */
  public static final String REBOOT_PENDING = "RebootPending";

  /** Nothing reports whether nodes need a reboot. */
  public static final String NO_REBOOT_SIGNAL = "NoRebootSignal";

  /** What reported whether nodes need a reboot has stopped. */
  public static final String STALE_REBOOT_SIGNAL = "StaleRebootSignal";

  /** The reboot signal is Unknown. */
  public static final String UNCLEAR_REBOOT_SIGNAL = "UnclearRebootSignal";

  /** kured's annotation is still on nodes that do not wait for a reboot. */
  public static final String LEFTOVER_KURED_ANNOTATION = "LeftoverKuredAnnotation";

  /** Nodes run an image so old that Microsoft does not support it. */
  public static final String UNSUPPORTED_IMAGE = "UnsupportedImage";

  /** Nodes run an image older than the spec allows. */
  public static final String OUTDATED_IMAGE = "OutdatedImage";

  /** Azure offers a newer image than nodes run. */
  public static final String NEWER_IMAGE = "NewerImage";

  /** Nodes do not report their image. */
  public static final String NO_IMAGE_VERSION = "NoImageVersion";

  /** Nodes report an image whose name cannot be parsed. */
  public static final String UNKNOWN_IMAGE_FORMAT = "UnknownImageFormat";

  /** Nodes report an image with a date in the future. */
  public static final String IMAGE_DATE_IN_FUTURE = "ImageDateInFuture";

  /** Nodes report a time of the last patch that cannot be parsed. */
  public static final String UNREADABLE_PATCH_TIME = "UnreadablePatchTime";

  /** The table that overrides ends of life cannot be read. */
  public static final String END_OF_LIFE_TABLE = "EndOfLifeTableUnreadable";

  /** Nodes of one pool run different images. */
  public static final String MIXED_IMAGES = "MixedImages";

  /** Nodes with the same image run different kernels. */
  public static final String MIXED_KERNELS = "MixedKernels";

  /** Nodes have not applied the security patch that AKS wants on them. */
  public static final String PATCH_PENDING = "PatchPending";

  /** The operating system is past its end of support. */
  public static final String END_OF_LIFE = "EndOfLife";

  /** The end of support of the operating system is near. */
  public static final String END_OF_LIFE_NEAR = "EndOfLifeNear";

  /** Kubelets are further from the control plane than Kubernetes supports. */
  public static final String VERSION_SKEW = "VersionSkew";

  /** Kubelets are behind the control plane, as far as Kubernetes supports. */
  public static final String BEHIND_CONTROL_PLANE = "BehindControlPlane";

  /** Nodes of one pool run different versions of Kubernetes. */
  public static final String MIXED_VERSIONS = "MixedVersions";

  private Reasons() {}
}
