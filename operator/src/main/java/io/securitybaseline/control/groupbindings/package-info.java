/**
 * People hold roles through Entra ID groups only: who is named in a binding, which group may take
 * over, and what stands against it.
 *
 * <p>The way through: {@code Roster} sorts the subjects of a binding by what they are, {@code
 * Takeover} finds the group for each person, {@code HandsOff} tells whose binding it is if it is
 * not to be touched, {@code Obstacle} what else stands against the swap, and {@code
 * ReplacedSubjects} is the record of who left.
 */
@NullMarked
package io.securitybaseline.control.groupbindings;

import org.jspecify.annotations.NullMarked;
