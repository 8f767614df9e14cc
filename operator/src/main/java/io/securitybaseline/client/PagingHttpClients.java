package io.securitybaseline.client;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.StandardHttpClient;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Creates HTTP clients that ask for lists in {@link ListPages} and watch by {@link WatchRequest},
 * and otherwise are as they were.
 */
final class PagingHttpClients implements HttpClient.Factory {

  /** Bytes that the JDK's client takes of an answer before they are consumed; its own is 16 MiB. */
  private static final String WINDOW = "jdk.httpclient.windowsize";

  private final HttpClient.Factory factory;
  private final ListPages pages = new ListPages();

  PagingHttpClients(HttpClient.Factory factory) {
    this.factory = factory;
    if (System.getProperty(WINDOW) == null) {
      System.setProperty(WINDOW, Integer.toString(1 << 20));
    }
  }

  @Override
  public HttpClient.Builder newBuilder() {
    return proxy(HttpClient.Builder.class, factory.newBuilder());
  }

  private <T> T proxy(Class<T> type, T inner) {
    return type.cast(
        Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new Handler(inner)));
  }

  /** Passes all calls on, but for those that read an answer as a whole or open a WebSocket. */
  private final class Handler implements InvocationHandler {

    private final Object inner;

    private Handler(Object inner) {
      this.inner = inner;
    }

    @Override
    @SuppressWarnings("ReturnValueIgnored")
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      if (inner instanceof HttpClient client
          && method.getName().equals("sendAsync")
          && arguments != null
          && arguments[1] == byte[].class
          && arguments[0] instanceof StandardHttpRequest request) {
        OptionalLong limit = ListPages.limit(request);
        if (limit.isPresent()) {
          return pages.send(client, request, limit.getAsLong());
        }
      }
      if (inner instanceof StandardHttpClient<?, ?, ?> client
          && method.getName().equals("newWebSocketBuilder")) {
        return new WatchRequest(client);
      }
      try {
        return wrapped(proxy, method.invoke(inner, arguments));
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }

    private @Nullable Object wrapped(Object proxy, @Nullable Object result) {
      return switch (result) {
        case HttpClient client -> proxy(HttpClient.class, client);
        case HttpClient.Builder builder when builder.equals(inner) -> proxy;
        case HttpClient.Builder builder -> proxy(HttpClient.Builder.class, builder);
        case HttpClient.DerivedClientBuilder builder when builder.equals(inner) -> proxy;
        case HttpClient.DerivedClientBuilder builder ->
            proxy(HttpClient.DerivedClientBuilder.class, builder);
        case null, default -> result;
      };
    }
  }
}
