package io.securitybaseline.facts.azure.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which cloud the environment means, and what is said of one that makes no sense. */
class AzureSettingsTest {

  @Test
  void publicCloudNeedsNothingSet() {
    AzureSettings settings = AzureSettings.of(Map.of());

    assertThat(settings.authorityHost()).isEqualTo("https://login.microsoftonline.com");
    assertThat(settings.resourceManager()).isEqualTo("https://management.azure.com");
    assertThat(settings.scope()).isEqualTo("https://management.azure.com/.default");
    assertThat(settings.instanceDiscovery()).isTrue();
    assertThat(settings.previewApiVersion()).isEqualTo("2025-10-02-preview");
  }

  @ParameterizedTest
  @CsvSource({
    "https://login.microsoftonline.us/, https://management.usgovcloudapi.net",
    "https://LOGIN.chinacloudapi.cn, https://management.chinacloudapi.cn",
    "https://login.partner.microsoftonline.cn/, https://management.chinacloudapi.cn",
    "https://login.windows.net//, https://management.azure.com"
  })
  void resourceManagerIsThatOfTheAuthority(String authority, String expected) {
    assertThat(AzureSettings.of(Map.of("AZURE_AUTHORITY_HOST", authority)).resourceManager())
        .isEqualTo(expected);
  }

  @Test
  void tokensOfAnUnknownAuthorityAreNotSentToThePublicCloud() {
    Map<String, String> cloud = Map.of("AZURE_AUTHORITY_HOST", "https://login.of-our-own.example");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> AzureSettings.of(cloud))
        .withMessageContainingAll("AZURE_RESOURCE_MANAGER_ENDPOINT", "login.of-our-own.example");
  }

  @ParameterizedTest
  @CsvSource({
    "https://login.microsoftonline.com, https://graph.microsoft.com",
    "https://login.microsoftonline.us/, https://graph.microsoft.us",
    "https://LOGIN.chinacloudapi.cn, https://microsoftgraph.chinacloudapi.cn",
    "https://login.partner.microsoftonline.cn/, https://microsoftgraph.chinacloudapi.cn"
  })
  void graphIsThatOfTheAuthority(String authority, String expected) {
    AzureSettings settings = AzureSettings.of(Map.of("AZURE_AUTHORITY_HOST", authority));

    assertThat(settings.graph()).isEqualTo(expected);
    assertThat(settings.graphScope()).isEqualTo(expected + "/.default");
  }

  @Test
  void graphOfAnUnknownAuthorityHasToBeNamed() {
    Map<String, String> cloud =
        Map.of(
            "AZURE_AUTHORITY_HOST",
            "https://login.of-our-own.example",
            "AZURE_RESOURCE_MANAGER_ENDPOINT",
            "https://arm.of-our-own.example");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> AzureSettings.of(cloud).graph())
        .withMessageContainingAll("AZURE_GRAPH_ENDPOINT", "login.of-our-own.example");
  }

  @Test
  void graphOfOneCloudCanBeNamed() {
    assertThat(
            AzureSettings.of(Map.of("AZURE_GRAPH_ENDPOINT", "https://dod-graph.microsoft.us/"))
                .graph())
        .isEqualTo("https://dod-graph.microsoft.us");
  }

  @Test
  void secretIsNotReported() {
    assertThat(AzureSettings.of(Map.of("AZURE_CLIENT_SECRET", "hush")).toString())
        .contains("login.microsoftonline.com")
        .doesNotContain("hush");
  }

  @Test
  void endpointOfItsOwnLosesItsSlash() {
    AzureSettings settings =
        AzureSettings.of(
            Map.of(
                "AZURE_RESOURCE_MANAGER_ENDPOINT", " https://arm.example:8443/ ",
                "AZURE_DISABLE_INSTANCE_DISCOVERY", "True"));

    assertThat(settings.resourceManager()).isEqualTo("https://arm.example:8443");
    assertThat(settings.instanceDiscovery()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "AZURE_AUTHORITY_HOST, login.microsoftonline.com",
    "AZURE_AUTHORITY_HOST, https:///x",
    "AZURE_RESOURCE_MANAGER_ENDPOINT, http://management.azure.com",
    "AZURE_RESOURCE_MANAGER_ENDPOINT, https://a b",
    "AZURE_GRAPH_ENDPOINT, http://graph.microsoft.com",
    "SBO_AKS_PREVIEW_API_VERSION, newest"
  })
  void nonsenseIsNamedByItsVariable(String variable, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AzureSettings.of(Map.of(variable, value)))
        .withMessageContaining(variable);
  }
}
