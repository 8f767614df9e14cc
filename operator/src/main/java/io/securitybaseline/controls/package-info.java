/** The registry of controls; each control is a package of its own. */
@NullMarked
package io.securitybaseline.controls;

import org.jspecify.annotations.NullMarked;
