@NullMarked
package io.securitybaseline.control.cluster;

import org.jspecify.annotations.NullMarked;
