package io.securitybaseline.client;

import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * The API server.
 *
 * @param answers what it answered to requests for watches that the client sent
 * @param lists how far its other responses were read
 */
public record ApiServer(KubernetesClient client, WatchAnswers answers, ListProgress lists) {}
