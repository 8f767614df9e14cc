package io.securitybaseline.facts.otherkinds;

import java.util.List;

/** An object with policies of another kind in it. */
public interface PolicyObject {

  /** The policies in the object; one that could not be kept may have any effect. */
  List<OtherPolicy> policies();
}
