/**
 * A real Kubernetes control plane inside a test or a benchmark: etcd, kube-apiserver and
 * kube-controller-manager as child processes of the JVM. {@link
 * io.securitybaseline.controlplane.ControlPlane} is where to begin.
 */
@NullMarked
package io.securitybaseline.controlplane;

import org.jspecify.annotations.NullMarked;
