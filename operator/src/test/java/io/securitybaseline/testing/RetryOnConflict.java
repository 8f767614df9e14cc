package io.securitybaseline.testing;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Edits an object that the operator or a controller may be writing at the same moment: reads it
 * again and tries again when another client was quicker, as kubectl edit's users and client-go's
 * function of the same name do. An edit is sent as a JSON patch, and the API server calls one whose
 * path that another client has just removed invalid and not a conflict, so that is tried again as
 * well; what really is invalid stays so, and is thrown in the end. Every other rejection is thrown
 * at once.
 */
public final class RetryOnConflict {

  private static final int TRIES = 50;
  private static final int UNPROCESSABLE = 422;

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
        if (!mayBeOvertaken(e.getCode()) || tried == TRIES) {
          throw e;
        }
      }
    }
  }

  private static boolean mayBeOvertaken(int code) {
    return code == HttpURLConnection.HTTP_CONFLICT || code == UNPROCESSABLE;
  }
}
