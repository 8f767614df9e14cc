package io.securitybaseline.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Neither packages nor classes depend on each other in a circle. */
class CyclesTest {

  private static final JavaClasses MAIN = MainClasses.all();

  @Test
  void packagesHaveNoCycles() {
    slices()
        .assignedFrom(slicesBy(JavaClass::getPackageName, "packages"))
        .should()
        .beFreeOfCycles()
        .check(MAIN);
  }

  @Test
  void classesHaveNoCycles() {
    slices()
        .assignedFrom(slicesBy(CyclesTest::topLevelName, "top-level classes"))
        .should()
        .beFreeOfCycles()
        .check(MAIN);
  }

  /** Nested classes count as part of their top-level class. */
  private static String topLevelName(JavaClass type) {
    return topLevel(type.getBaseComponentType()).getFullName();
  }

  private static JavaClass topLevel(JavaClass type) {
    return type.getEnclosingClass().map(CyclesTest::topLevel).orElse(type);
  }

  private static SliceAssignment slicesBy(Function<JavaClass, String> name, String what) {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return SliceIdentifier.of(name.apply(type));
      }

      @Override
      public String getDescription() {
        return what;
      }
    };
  }
}
