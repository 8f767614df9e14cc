@NullMarked
package io.securitybaseline.control.instancemetadata.egress;

import org.jspecify.annotations.NullMarked;
