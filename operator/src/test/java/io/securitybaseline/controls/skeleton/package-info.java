/** A control as small as one can be: its folder is all there is of it. */
@NullMarked
package io.securitybaseline.controls.skeleton;

import org.jspecify.annotations.NullMarked;
