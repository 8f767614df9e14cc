package io.securitybaseline.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What classes and packages are called, and how they are declared. */
class NamesTest {
  private static final JavaClasses MAIN = MainClasses.all();

  @Test
  void nothingIsCalledAfterNothing() {
    Pattern vague = Pattern.compile("(?i).*(util|utils|common|helper|helpers|misc|manager)");
    assertThat(MAIN)
        .extracting(JavaClass::getSimpleName)
        .noneMatch(name -> vague.matcher(name).matches());
    assertThat(MAIN.stream().map(JavaClass::getPackage).distinct())
        .extracting(JavaPackage::getRelativeName)
        .noneMatch(name -> vague.matcher(name).matches());
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(MAIN.stream().map(JavaClass::getPackage).distinct())
        .isNotEmpty()
        .allMatch(it -> it.isAnnotatedWith(NullMarked.class), "has a package-info, @NullMarked");
  }

  @Test
  void nothingIsOpenForInheritance() {
    classes()
        .that()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .areNotAnonymousClasses()
        .and()
        // An informer needs a class for each kind; what kinds have in common is abstract.
        .doNotHaveModifier(JavaModifier.ABSTRACT)
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(MAIN);
  }
}
