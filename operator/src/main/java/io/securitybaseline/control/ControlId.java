package io.securitybaseline.control;

/**
 * The name of a control.
 *
 * @param id as users write it, which is also its metric label; in lower case the name of its folder
 *     and of its docs page
 */
public record ControlId(String id) {

  @Override
  public String toString() {
    return id;
  }
}
