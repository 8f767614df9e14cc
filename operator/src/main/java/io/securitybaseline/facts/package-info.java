/**
 * Kubernetes objects turned into immutable snapshots, one scope each, which are the only input of a
 * control. Uses the models of the Kubernetes client, not the operator framework.
 */
@NullMarked
package io.securitybaseline.facts;

import org.jspecify.annotations.NullMarked;
