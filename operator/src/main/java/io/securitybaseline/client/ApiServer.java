package io.securitybaseline.client;

import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * The API server.
 *
 * @param client watches and reads
 * @param writer sends what workers write and ask, over a connection of its own:
 *     docs/decisions/0034-watches-over-one-connection.md
 * @param answers what it answered to requests for watches that the client sent
 * @param lists how far its other responses were read
 */
public record ApiServer(
    KubernetesClient client, KubernetesClient writer, WatchAnswers answers, ListProgress lists)
    implements AutoCloseable {

  @Override
  public void close() {
    writer.close();
    client.close();
  }
}
