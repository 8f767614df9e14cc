package io.securitybaseline.testing;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Edits an object that the operator or a controller may be writing at the same moment: reads it
 * anew and tries again when somebody was quicker, as kubectl edit's users and client-go's function
 * of the same name do. Every other refusal is thrown.
 */
public final class RetryOnConflict {

  private static final int TRIES = 50;

  private RetryOnConflict() {}

  public static <T> void edit(Resource<T> resource, Consumer<T> change) {
    retry(resource::edit, change);
  }

  public static <T> void editStatus(Resource<T> resource, Consumer<T> change) {
    retry(resource::editStatus, change);
  }

  private static <T> void retry(Consumer<UnaryOperator<T>> edit, Consumer<T> change) {
    for (int tried = 1; ; tried++) {
      try {
        edit.accept(object -> {
          change.accept(object);
          return object;
        });
        return;
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || tried == TRIES) {
          throw e;
        }
      }
    }
  }
}
