/** Runs the cases that are folders of YAML, for any control. */
@NullMarked
package io.securitybaseline.controls.golden;

import org.jspecify.annotations.NullMarked;
