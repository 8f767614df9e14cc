package io.securitybaseline.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.api.status.SecurityBaselineStatus;

/** The security baseline of one cluster; there is exactly one, named {@value #NAME}. */
@Group(SecurityBaseline.GROUP)
@Version(SecurityBaseline.VERSION)
@Kind("SecurityBaseline")
@Plural("securitybaselines")
@Singular("securitybaseline")
@ShortNames("sb")
@Categories("security")
@JsonClassDescription("The security baseline of this cluster. There is one, named default.")
public final class SecurityBaseline
    extends CustomResource<SecurityBaselineSpec, SecurityBaselineStatus> {
  public static final String GROUP = "securitybaseline.io";
  public static final String VERSION = "v1alpha1";

  /** The only name that the API server accepts. */
  public static final String NAME = "default";

  /**
   * No spec. The operator framework applies a new object with only the operator's finalizer, and
   * any other field would overwrite the user's.
   */
  @Override
  @SuppressWarnings("NullAway") // the API server accepts no object without one
  protected SecurityBaselineSpec initSpec() {
    return null;
  }
}
