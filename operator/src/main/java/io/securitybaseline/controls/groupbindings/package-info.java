/**
 * People hold roles through Entra ID groups only: who is named in a binding, which group may take
 * over, and what stands against it.
 *
 * <p>The way through: {@code ClassifiedSubjects} sorts the subjects of a binding by what they are,
 * {@code GroupReplacement} finds the group for each person, {@code ExternallyManaged} tells whose
 * binding it is if it is not to be touched, {@code Blocker} what else stands against the swap, and
 * {@code ReplacedSubjects} is the record of who left.
 */
@NullMarked
package io.securitybaseline.controls.groupbindings;

import org.jspecify.annotations.NullMarked;
