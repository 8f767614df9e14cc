/**
 * PodSecurity: the pods of user namespaces meet a level of the Pod Security Standards. The verdicts
 * are those of the API server's own admission (k8s.io/pod-security-admission), for the level and
 * the version of the spec.
 */
@NullMarked
package io.securitybaseline.controls.podsecurity;

import org.jspecify.annotations.NullMarked;
