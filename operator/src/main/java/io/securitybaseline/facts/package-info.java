/**
 * Kubernetes objects turned into immutable snapshots, one scope each, which are all that a control
 * gets to see. Knows the models of the Kubernetes client, not the operator framework.
 */
@NullMarked
package io.securitybaseline.facts;

import org.jspecify.annotations.NullMarked;
