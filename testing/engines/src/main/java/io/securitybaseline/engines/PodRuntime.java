package io.securitybaseline.engines;

/** What starts a pod on the node once the API holds it, as a CNI plugin does. */
interface PodRuntime {

  /** For engines that find pods by their links, before or after they are in the API. */
  PodRuntime NONE = _ -> {};

  /** Returns once the engine has the pod. */
  void start(LabPod pod);
}
