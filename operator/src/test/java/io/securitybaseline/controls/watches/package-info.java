/** What controls declare to read is what is read, kept and compared. */
@NullMarked
package io.securitybaseline.controls.watches;

import org.jspecify.annotations.NullMarked;
