@NullMarked
package io.securitybaseline.controls.instancemetadata;

import org.jspecify.annotations.NullMarked;
