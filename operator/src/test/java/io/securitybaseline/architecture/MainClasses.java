package io.securitybaseline.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The compiled classes of the operator, without its tests. */
final class MainClasses {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
          .withImportOption(location -> !location.contains("/control-plane/"))
          .withImportOption(location -> !location.contains("/image/training/"))
          .importPackages("io.securitybaseline");

  private MainClasses() {}

  static JavaClasses all() {
    return ALL;
  }
}
