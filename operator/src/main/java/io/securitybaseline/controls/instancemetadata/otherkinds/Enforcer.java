package io.securitybaseline.controls.instancemetadata.otherkinds;

import io.securitybaseline.facts.otherkinds.Match;
import io.securitybaseline.facts.otherkinds.PolicyKind.Family;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The engine, and which kinds it enforces.
 *
 * @param minor the minor version of Calico 3 or Cilium 1; null if it is not known
 */
public record Enforcer(Form form, @Nullable Integer minor) {

  private static final Pattern VERSION = Pattern.compile("v?(\\d+)\\.(\\d+)(\\D.*)?");

  /** Engines that differ in the kinds that they enforce. */
  public enum Form {
    CALICO(3),
    CILIUM(1),
    /** Any that implements NetworkPolicy as specified; it may implement the cluster-wide kinds. */
    OTHER(0),
    /** It is not known which engine it is; that of Calico's policies, perhaps. */
    UNKNOWN(0),
    /** Enforces NetworkPolicy at most. */
    PLAIN(0);

    private final int major;

    Form(int major) {
      this.major = major;
    }
  }

  /** Enforces none of these kinds. */
  public static final Enforcer PLAIN = new Enforcer(Form.PLAIN, null);

  /**
   * The engine with the version of its agents.
   *
   * @param tag such as {@code v3.29.3}; null or anything else if the version is not known
   */
  public static Enforcer of(Form form, @Nullable String tag) {
    Matcher version = VERSION.matcher(tag == null ? "" : tag);
    boolean isKnown = version.matches() && version.group(1).equals(String.valueOf(form.major));
    return new Enforcer(form, isKnown ? Integer.valueOf(version.group(2)) : null);
  }

  /** Whether it enforces policies of these kinds. */
  Match enforces(Family family) {
    return switch (form) {
      case CALICO ->
          switch (family) {
            case CALICO -> Match.YES;
            case CILIUM -> Match.NO;
            case ADMIN -> within(29, 31);
            case CLUSTER -> within(32, Integer.MAX_VALUE);
          };
      case CILIUM ->
          switch (family) {
            case CILIUM -> Match.YES;
            case CALICO, ADMIN -> Match.NO;
            // It is a setting of the agents.
            case CLUSTER -> within(20, Integer.MAX_VALUE).and(Match.MAYBE);
          };
      case OTHER -> family == Family.ADMIN || family == Family.CLUSTER ? Match.MAYBE : Match.NO;
      case UNKNOWN -> family == Family.CILIUM ? Match.NO : Match.MAYBE;
      case PLAIN -> Match.NO;
    };
  }

  private Match within(int first, int last) {
    return minor == null ? Match.MAYBE : Match.of(first <= minor && minor <= last);
  }
}
