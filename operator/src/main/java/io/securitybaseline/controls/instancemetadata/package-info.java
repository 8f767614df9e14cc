/**
 * Blocks the instance metadata service for user pods: which pods can reach it, which object blocks
 * it on which engine, and which objects exist.
 *
 * <p>{@code Engine} determines the object for the cluster, {@code Complement} the pods that it must
 * select so that no egress is widened, {@code OwnPolicyPlan} the changes to the operator's objects,
 * {@code Exposure} the pods that can reach the address, and {@code NamespaceFindings} the findings.
 */
@NullMarked
package io.securitybaseline.controls.instancemetadata;

import org.jspecify.annotations.NullMarked;
