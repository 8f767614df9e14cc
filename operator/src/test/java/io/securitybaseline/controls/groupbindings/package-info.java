/** The rules of the GroupBindings control, by cases and by properties. */
@NullMarked
package io.securitybaseline.controls.groupbindings;

import org.jspecify.annotations.NullMarked;
