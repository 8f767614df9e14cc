package io.securitybaseline.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small because single-minded. Constructors are not counted: a record's components are its
 * definition, and the wiring uses the configured one.
 */
class SizesTest {
  private static final int FILE_LINES = 250;
  private static final int METHOD_LINES = 30;
  private static final int PARAMETERS = 5;

  /** Methods that may be longer or take more, each with its reason. */
  private static final List<Excepted> EXCEPTIONS =
      List.of(
          new Excepted("NamespaceFindings.ofPods", "a table: a finding for each state of a pod"),
          new Excepted("NamespaceSnapshots.of", "gathers the six things a snapshot is made of"));

  /** A small world and the property that is tried in it are read together; so are all layers. */
  private static final Set<String> LONGER_FILES =
      Set.of("ConvergencePropertyTest.java", "LayersTest.java");

  @ParameterizedTest
  @MethodSource("folders")
  void filesAreShort(Path folder) {
    assertThat(Sources.javaFiles(folder))
        .isNotEmpty()
        .filteredOn(file -> !LONGER_FILES.contains(Objects.toString(file.getFileName())))
        .allSatisfy(file ->
            assertThat(Sources.lines(file).size())
                .as(file.toString())
                .isLessThanOrEqualTo(FILE_LINES));
  }

  static List<Path> folders() {
    return List.of(Sources.main(), Sources.tests());
  }

  @Test
  void methodsAreShortAndTakeFewParameters() throws IOException {
    List<Method> methods = methods(Sources.javaFiles(Sources.main()));

    assertThat(methods).hasSizeGreaterThan(300);
    assertThat(methods.stream().filter(Method::isTooLarge).filter(it -> !it.isExcepted()))
        .isEmpty();
  }

  @Test
  void everyExceptionIsStillNeeded() throws IOException {
    List<String> large =
        methods(Sources.javaFiles(Sources.main())).stream()
            .filter(Method::isTooLarge)
            .map(Method::name)
            .toList();

    assertThat(EXCEPTIONS).extracting(Excepted::method).isSubsetOf(large);
  }

  private static List<Method> methods(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, List.of(), null, manager.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      List<Method> methods = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        new Measuring(unit, positions, methods).scan(unit, null);
      }
      return methods;
    }
  }

  private record Excepted(String method, String reason) {}

  private record Method(String name, int lines, int parameters) {
    boolean isTooLarge() {
      return lines > METHOD_LINES || (parameters > PARAMETERS && !name.endsWith(".<init>"));
    }

    boolean isExcepted() {
      return EXCEPTIONS.stream().anyMatch(exception -> exception.method().equals(name));
    }
  }

  /** Counts a method from its signature to its last brace; comments above it are free. */
  private static final class Measuring extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<Method> methods;

    private Measuring(CompilationUnitTree unit, SourcePositions positions, List<Method> methods) {
      this.unit = unit;
      this.positions = positions;
      this.methods = methods;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      LineMap lines = Objects.requireNonNull(unit.getLineMap());
      long first = lines.getLineNumber(positions.getStartPosition(unit, method));
      long last = lines.getLineNumber(positions.getEndPosition(unit, method));
      String file = Objects.toString(Path.of(unit.getSourceFile().getName()).getFileName());
      methods.add(
          new Method(
              file.replace(".java", "") + "." + method.getName(),
              (int) (last - first + 1),
              method.getParameters().size()));
      return super.visitMethod(method, null);
    }
  }
}
