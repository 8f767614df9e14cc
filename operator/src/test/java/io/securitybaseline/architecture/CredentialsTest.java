package io.securitybaseline.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;

/** The operator lives under its own rule. */
class CredentialsTest {

  /** Neither by a managed identity nor by a chain that ends at one. */
  @Test
  void noSignInUsesInstanceMetadata() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "com\\.azure\\.identity\\.(ManagedIdentity|DefaultAzure|ChainedToken)Credential.*")
        .check(MainClasses.all());
  }
}
