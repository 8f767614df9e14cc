package io.securitybaseline.facts.rbac;

/** What a client asks the API server to do. */
public sealed interface AccessRequest {

  /** Such as {@code get}; of requests outside of the API, the HTTP method in lower case. */
  String verb();

  /**
   * A request to an API.
   *
   * @param group empty for the core group
   * @param subresource empty where there is none, such as {@code exec} of pods
   * @param namespace empty for a cluster-scoped resource, and for all namespaces
   * @param name empty where the request names no object, such as a list
   */
  record ToResource(
      String verb, String group, String resource, String subresource, String namespace, String name)
      implements AccessRequest {

    /** The resource as rules write it, such as {@code pods/exec}. */
    public String combined() {
      return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }
  }

  /**
   * A request to a path outside of all APIs, such as {@code /metrics}. Only ClusterRoleBindings
   * grant those.
   */
  record ToPath(String verb, String path) implements AccessRequest {}
}
