@NullMarked
package io.securitybaseline.control.instancemetadata;

import org.jspecify.annotations.NullMarked;
