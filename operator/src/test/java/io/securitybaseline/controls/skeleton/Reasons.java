package io.securitybaseline.controls.skeleton;

/** Reasons of findings of this control. */
public final class Reasons {

  /** Neither the namespace nor a quota in it names a team. */
  public static final String TEAM_MISSING = "TeamMissing";

  private Reasons() {}
}
