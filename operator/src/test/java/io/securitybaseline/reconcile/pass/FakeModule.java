package io.securitybaseline.reconcile.pass;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.module.AnnotationRemoval;
import io.securitybaseline.module.ControlDescriptor;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.EvaluationInput;
import io.securitybaseline.module.ReportInput;
import io.securitybaseline.module.ResourceReader;
import io.securitybaseline.module.Scope;
import io.securitybaseline.report.ConditionValue;
import io.securitybaseline.report.ControlReport;
import io.securitybaseline.report.Progress;
import io.securitybaseline.report.StatusDraft;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A control that evaluates as the test says. */
final class FakeModule implements ControlModule {

  static final ControlId ONE = new ControlId("One");
  static final ControlId TWO = new ControlId("Two");

  private final ControlId id;
  private BiFunction<EvaluationInput, Scope, Stream<Evaluation>> evaluation =
      (_, _) -> Stream.empty();
  private Set<Class<? extends HasMetadata>> scopes = Set.of(Namespace.class);
  private List<HasMetadata> own = List.of();
  private Optional<Mode> mode = Optional.empty();
  private int sharedInput;
  private List<AnnotationRemoval> removals = List.of();
  private Function<ReportInput, ControlReport> report = Report::new;

  FakeModule(ControlId id) {
    this.id = id;
  }

  /** Evaluates so from now on. */
  FakeModule evaluating(BiFunction<EvaluationInput, Scope, Stream<Evaluation>> next) {
    evaluation = next;
    return this;
  }

  /** Has subjects in these kinds. */
  FakeModule in(Set<Class<? extends HasMetadata>> kinds) {
    scopes = kinds;
    return this;
  }

  /** Owns these objects. */
  FakeModule owning(HasMetadata... objects) {
    own = List.of(objects);
    return this;
  }

  /** Has a mode of its own. */
  FakeModule in(Mode next) {
    mode = Optional.of(next);
    return this;
  }

  /** Depends on this outside of scopes. */
  FakeModule sharing(int input) {
    sharedInput = input;
    return this;
  }

  /** Has counted these removals in the status. */
  FakeModule counting(AnnotationRemoval... counted) {
    removals = List.of(counted);
    return this;
  }

  /** Reports so from now on. */
  FakeModule reporting(Function<ReportInput, ControlReport> next) {
    report = next;
    return this;
  }

  @Override
  public ControlDescriptor descriptor() {
    return new ControlDescriptor(
        id, List.of(id + "Met"), Optional.empty(), Set.of("Actionable", "AlsoActionable"));
  }

  @Override
  public @Nullable Mode mode(SecurityBaselineSpec spec) {
    return mode.orElse(null);
  }

  @Override
  public Stream<Evaluation> evaluate(EvaluationInput input, Scope scope) {
    return evaluation.apply(input, scope);
  }

  @Override
  public Set<Class<? extends HasMetadata>> scopes() {
    return scopes;
  }

  @Override
  public boolean countsNamespaces() {
    return true;
  }

  @Override
  public Stream<? extends HasMetadata> ownObjects(ResourceReader resources, String uid) {
    return own.stream();
  }

  @Override
  public ControlReport report(ReportInput input) {
    return report.apply(input);
  }

  @Override
  public int sharedInput(ResourceReader resources) {
    return sharedInput;
  }

  @Override
  public List<AnnotationRemoval> annotationRemovals(SecurityBaselineStatus status) {
    return removals;
  }

  /** Returns what it was created from. */
  record Report(ReportInput input) implements ControlReport {

    @Override
    public Progress progress() {
      return input.progress();
    }

    @Override
    public SequencedMap<String, ConditionValue> conditions() {
      return new LinkedHashMap<>();
    }

    @Override
    public void addTo(StatusDraft draft) {
      throw new UnsupportedOperationException("no test reads the status");
    }
  }
}
