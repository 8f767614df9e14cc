package io.securitybaseline.reconcile.pass;

import io.securitybaseline.control.Change.Seen;
import io.securitybaseline.report.policy.ReportKind;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operator's own policy reports in the cluster, as far as their metadata shows them. */
public interface StoredReports {

  /**
   * A report.
   *
   * @param hash of its content, as the operator has written it
   * @param edited whether another client changed it since
   */
  record Kept(Seen seen, String hash, boolean edited) {}

  /** How far the reports of a kind are known. */
  enum Knowledge {
    /** The API server does not serve the kind. */
    NOT_SERVED,
    /** They are being read. */
    READING,
    /** They cannot be read. */
    FAILED,
    /** All of them are known. */
    KNOWN,
    /** There are none, and they are not watched. */
    NONE
  }

  Knowledge knowledge(ReportKind kind);

  /** Why the reports of a kind cannot be read; empty where they can. */
  Optional<String> problem(ReportKind kind);

  /**
   * A report.
   *
   * @param namespace null for that of the cluster
   */
  Optional<Kept> find(ReportKind kind, @Nullable String namespace);

  /** The namespaces that have a report of the kind, and an empty text if the cluster has one. */
  Stream<String> places(ReportKind kind);

  /** The hash of the write that is not known to be in place yet; empty text for a deletion. */
  Optional<String> expected(ReportKind kind, @Nullable String namespace);

  /** A write is about to be sent. */
  void expect(ReportKind kind, @Nullable String namespace, String hash);

  /** The write was not made. */
  void forgetExpected(ReportKind kind, @Nullable String namespace);
}
