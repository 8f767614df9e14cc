/**
 * No user pod reaches the instance metadata service: who can, what closes it on which engine, and
 * what of that is in place.
 *
 * <p>The way through: {@code Engine} tells which object fits the cluster, {@code Complement} which
 * pods it must select so that nobody is let out further than before, {@code OwnPolicyPlan} what is
 * to be done about the objects of ours, {@code Exposure} who can reach the address as things stand,
 * and {@code NamespaceFindings} puts it into words.
 */
@NullMarked
package io.securitybaseline.controls.instancemetadata;

import org.jspecify.annotations.NullMarked;
