package io.securitybaseline.report;

/** What was found on a subject as a whole, the least severe first. */
public enum ReportedResult {
  /** The baseline is met. */
  MET("Met"),
  /** An exemption in force covers it. */
  EXEMPT("Exempt"),
  /** It could not be determined. */
  UNKNOWN("Unknown"),
  /** The baseline is not met. */
  VIOLATION("Violation");

  private final String text;

  ReportedResult(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
