package io.securitybaseline.facts.azure.graph;

import com.azure.core.http.HttpPipeline;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import io.securitybaseline.facts.azure.client.AzureConnection;
import io.securitybaseline.facts.azure.client.AzureSettings;
import io.securitybaseline.facts.azure.directory.DirectoryReader;

/** Makes readers on the Azure SDK's HTTP pipeline. */
public final class GraphReaderSource implements DirectoryReader.Source {

  private final AzureConnection.Source connections;

  public GraphReaderSource(AzureConnection.Source connections) {
    this.connections = connections;
  }

  @Override
  public DirectoryReader open() {
    AzureConnection connection = connections.open();
    AzureSettings settings = connection.settings();
    String scope = settings.graphScope();
    HttpPipeline pipeline =
        connection.pipeline(
            credential -> new BearerTokenAuthenticationPolicy(credential, scope),
            connections.answered());
    return new GraphDirectoryReader(pipeline, settings.graph() + "/v1.0", connections.patience());
  }
}
