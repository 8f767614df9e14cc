/**
 * Users have roles only through Entra ID groups: the subjects of a binding, the group that replaces
 * them, and what blocks the replacement.
 *
 * <p>{@code ClassifiedSubjects} classifies the subjects of a binding, {@code GroupReplacement}
 * finds the group for each user, {@code ExternallyManaged} names the owner of a binding that must
 * not be changed, {@code Blocker} has all other reasons against the replacement, and {@code
 * ReplacedSubjects} is the record of replaced users.
 */
@NullMarked
package io.securitybaseline.controls.groupbindings;

import org.jspecify.annotations.NullMarked;
