/**
 * What roles allow, as the RBAC authorizer of Kubernetes decides it: rules, the roles and bindings
 * that grant them, and requests.
 */
@NullMarked
package io.securitybaseline.facts.rbac;

import org.jspecify.annotations.NullMarked;
