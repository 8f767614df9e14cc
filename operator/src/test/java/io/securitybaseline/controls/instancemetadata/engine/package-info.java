@NullMarked
package io.securitybaseline.controls.instancemetadata.engine;

import org.jspecify.annotations.NullMarked;
