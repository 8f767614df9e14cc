@NullMarked
package io.securitybaseline.controls.instancemetadata.egress;

import org.jspecify.annotations.NullMarked;
